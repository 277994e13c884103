import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, departmentCode, responseCode, text, version } from '../response-actions.ts'

export const action = {
  title: { zh: '牵头单位与方案', en: 'Set lead unit and plans' },
  roles: ['office'],
  body: body({
    response: responseCode, version, title: Type.Optional(text(80)), lead_unit: Type.Optional(departmentCode),
    resolution_plan: Type.Optional(text(4_000)), service_plan: Type.Optional(text(4_000)),
  }),
  changes: 'data',
} satisfies ActionContract
