import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { readers } from '../feed.ts'
import { id } from '../response-actions.ts'

/** One digest, or all up to one. */
export const action = {
  title: { zh: '通知标为已读', en: 'Mark notices as read' },
  roles: readers,
  body: Type.Object({ notice_id: Type.Optional(id), all_until: Type.Optional(id) }, { additionalProperties: false, minProperties: 1 }),
  changes: 'accounts',
} satisfies ActionContract
