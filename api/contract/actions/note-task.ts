import type { ActionContract } from '../action.ts'
import { body, id, text, version } from '../response-actions.ts'

export const action = {
  title: { zh: '任务进展', en: 'Note progress of a task' },
  roles: ['leader', 'office', 'township', 'village', 'group'],
  body: body({
    task_id: id, version, note: text(500),
  }),
  changes: 'data',
} satisfies ActionContract
