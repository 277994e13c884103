import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'
import { timeOfDay } from '../notices.ts'

/** For the county: when digests come unless somebody says otherwise, and when nobody is told anything. */
export const action = {
  title: { zh: '通知时间与免打扰时段', en: 'Times of notices and quiet hours' },
  roles: ['sysadmin'],
  body: Type.Object({ digest_at: timeOfDay, quiet_from: timeOfDay, quiet_until: timeOfDay }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
