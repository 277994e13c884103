import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, id, stateCode, text, version } from '../response-actions.ts'

/** Acknowledge, refuse, start, report: the task's own level. Confirm, send back, cancel: a level above. */
export const action = {
  title: { zh: '任务办理', en: 'Move a task' },
  roles: ['leader', 'office', 'township', 'village', 'group'],
  body: body({
    task_id: id, to: stateCode, version, reason: Type.Optional(text(500)), report: Type.Optional(text(2_000)),
  }),
  changes: 'data',
} satisfies ActionContract
