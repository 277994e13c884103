import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, departmentCode, problemNo, text, version } from '../response-actions.ts'

/** All of them or none: one that is not to be assigned now refuses the whole list. */
export const action = {
  title: { zh: '批量交办', en: 'Assign problems together' },
  roles: ['office', 'township'],
  body: body({
    problems: Type.Array(body({ problem_no: problemNo, version }), { minItems: 1, maxItems: 500 }),
    department: departmentCode, due_on: Type.Optional(date), reason: Type.Optional(text(500)),
  }),
  changes: 'data',
} satisfies ActionContract
