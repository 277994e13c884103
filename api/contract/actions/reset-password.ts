import * as Type from 'typebox'
import { Username } from '../account.ts'
import type { ActionContract } from '../action.ts'

/** The answer holds `initial_password`, once: it is not stored and a repeat does not show it again. */
export const action = {
  title: { zh: '重置口令', en: 'Reset a password' },
  roles: ['sysadmin'],
  body: Type.Object({ username: Username }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
