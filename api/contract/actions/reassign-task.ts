import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { body, date, id, text, unitCode, version } from '../response-actions.ts'

export const action = {
  title: { zh: '改派任务', en: 'Give a task to another unit' },
  roles: ['leader', 'office', 'township', 'village'],
  body: body({
    task_id: id, unit: unitCode, version, reason: text(500), due_on: Type.Optional(date), responsible_title: Type.Optional(text(60)),
  }),
  changes: 'data',
} satisfies ActionContract
