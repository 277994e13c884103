import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, departmentCode, id, text, unitCode, version } from '../response-actions.ts'

/** `version` is the consultation's. With `owner_unit` the decision becomes that unit's task: `task_id` in the answer. */
export const action = {
  title: { zh: '会商决定', en: 'Decide a point of the agenda' },
  roles: ['office', 'township'],
  body: body({
    item_id: id, version, decision: text(1_000), owner_unit: Type.Optional(unitCode), department: Type.Optional(departmentCode), due_on: date,
    responsible_title: Type.Optional(text(60)),
  }, { anyOf: [{ required: ['owner_unit'] }, { required: ['department'] }] }),
  changes: 'data',
} satisfies ActionContract
