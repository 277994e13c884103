import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, departmentCode, problemNo, responseCode, text, unitCode } from '../response-actions.ts'

export const action = {
  title: { zh: '登记承诺', en: 'Write down a promise' },
  roles: ['office', 'township'],
  body: body({
    response: responseCode, unit: unitCode, title: text(200), amount_yuan: Type.Optional(Type.Number({ minimum: 0, maximum: 1e12 })),
    made_on: Type.Optional(date), due_on: date, department: Type.Optional(departmentCode), problem_no: Type.Optional(problemNo),
  }),
  changes: 'data',
} satisfies ActionContract
