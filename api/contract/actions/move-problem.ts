import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, categoryCode, date, departmentCode, problemNo, stateCode, text, version } from '../response-actions.ts'

/** The move's `needs` come along: department_id as `department`, all others under their own name. */
export const action = {
  title: { zh: '问题办理', en: 'Move a problem' },
  roles: ['office', 'township', 'village'],
  body: body({
    problem_no: problemNo, to: stateCode, version, reason: Type.Optional(text(500)), category: Type.Optional(categoryCode),
    department: Type.Optional(departmentCode), plan: Type.Optional(text(2_000)), reply: Type.Optional(text(2_000)),
    route: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$', description: '法定途径 / code of reference list route' })),
    due_on: Type.Optional(date), recheck_on: Type.Optional(date),
  }),
  changes: 'data',
} satisfies ActionContract
