import type { ActionContract } from '../action.ts'
import { documentKeepers } from '../area-documents.ts'
import { body, id, text } from '../response-actions.ts'

export const action = {
  title: { zh: '移除区域文件', en: 'Remove an area\'s document' },
  roles: documentKeepers,
  body: body({ document_id: id, reason: text(500) }),
  changes: 'data',
} satisfies ActionContract
