import * as Type from 'typebox'
import { Username } from '../account.ts'
import type { ActionContract } from '../action.ts'

/** The answer holds `initial_password`, once: it is not stored and a repeat does not show it again. */
export const action = {
  title: { zh: '新建账号', en: 'Create an account' },
  roles: ['sysadmin'],
  body: Type.Object({
    username: Username, display_name: Type.String({ minLength: 1, maxLength: 40 }),
  }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
