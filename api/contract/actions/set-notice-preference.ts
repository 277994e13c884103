import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { readers } from '../feed.ts'
import { noticeKind, timeOfDay } from '../notices.ts'

export const action = {
  title: { zh: '通知偏好', en: 'What to be told and when' },
  roles: readers,
  body: Type.Object({
    enabled: Type.Boolean(), digest_at: timeOfDay, kinds: Type.Array(noticeKind, { maxItems: 60, uniqueItems: true }),
  }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
