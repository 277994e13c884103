import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, responseCode, text, unitCode } from '../response-actions.ts'

/** To a unit below one's own level; the county's own tasks are given by the office. */
export const action = {
  title: { zh: '交办任务', en: 'Assign a task' },
  roles: ['office', 'township', 'village'],
  body: body({
    response: responseCode, unit: unitCode, title: text(100), responsible_title: Type.Optional(text(60)), due_on: date,
  }),
  changes: 'data',
} satisfies ActionContract
