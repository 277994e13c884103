import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, responseCode, text } from '../response-actions.ts'

export const action = {
  title: { zh: '启动联动处置', en: 'Open a joint response' },
  roles: ['office'],
  body: body({
    code: responseCode, title: text(80),
    area: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$', description: '重点区域代码 / key area' })),
    sector: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$', description: '行业 / code of reference list sector' })),
  }, { oneOf: [{ required: ['area'] }, { required: ['sector'] }] }),
  changes: 'data',
} satisfies ActionContract
