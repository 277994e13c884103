import * as Type from 'typebox'
import { AnyRole, Username } from '../account.ts'
import type { ActionContract } from '../action.ts'

export const action = {
  title: { zh: '授予角色', en: 'Grant a role' },
  roles: ['secadmin'],
  body: Type.Object({ username: Username, role: Type.Union([AnyRole, Type.Null()]) }, { additionalProperties: false }),
  changes: 'accounts',
} satisfies ActionContract
