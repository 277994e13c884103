import * as Type from 'typebox'
import { roles } from './roles.ts'

export const Username = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{1,39}$', description: '2-40: a-z 0-9 . _ -，以字母或数字开头 / begins with a letter or digit',
})
export const AnyRole = Type.Enum([...roles])

/** An account as its administrators see it. */
export const AccountRow = Type.Object({
  id: Type.String(),
  username: Type.String(),
  display_name: Type.String(),
  role: Type.Union([Type.String(), Type.Null()]),
  units: Type.Array(Type.String(), { description: 'codes of the scope; empty for the system administrator, who does not see grants' }),
  must_change: Type.Boolean(),
  locked: Type.Boolean(),
  disabled: Type.Boolean(),
  created_at: Type.String(),
}, { additionalProperties: false })
export type AccountRow = Type.Static<typeof AccountRow>
