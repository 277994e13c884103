import * as Type from 'typebox'
import { Username } from '../account.ts'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '停用或启用账号', en: 'Disable or enable an account' },
  roles: ['sysadmin'],
  body: Type.Object({ username: Username, disabled: Type.Boolean() }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
