import * as Type from 'typebox'
import { Username } from '../account.ts'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '解除动态验证码', en: 'Reset a second factor' },
  roles: ['secadmin'],
  body: Type.Object({ username: Username }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
