import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, problemNo, responseCode, text, unitCode } from '../response-actions.ts'

export const action = {
  title: { zh: '召开会商', en: 'Call a consultation' },
  roles: ['office', 'township'],
  body: body({
    response: responseCode, unit: unitCode, title: text(100), convenor_title: Type.Optional(text(60)), attending: Type.Optional(text(500)), held_on: date,
    agenda: Type.Array(body({ agenda: Type.Optional(text(200)), problem_no: Type.Optional(problemNo) }, { minProperties: 1 }), { minItems: 1, maxItems: 100 }),
  }),
  changes: 'data',
} satisfies ActionContract
