import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, responseCode, unitCode } from '../response-actions.ts'

export const action = {
  title: { zh: '安排走访', en: 'Plan household visits' },
  roles: ['office', 'township', 'village'],
  body: body({
    response: responseCode, unit: unitCode, round_no: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
    planned_count: Type.Integer({ minimum: 1, maximum: 100_000 }), starts_on: date, ends_on: date,
  }),
  changes: 'data',
} satisfies ActionContract
