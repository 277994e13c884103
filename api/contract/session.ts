import * as Type from 'typebox'
import { roles } from './roles.ts'

export const SignIn = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 40 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
}, { additionalProperties: false })
export type SignIn = Type.Static<typeof SignIn>

export const ChangePassword = Type.Object({
  password: Type.String({ minLength: 1, maxLength: 200, description: 'the present one' }),
  new_password: Type.String({ minLength: 1, maxLength: 200, description: '>= 10 characters of 3 of 4 classes' }),
}, { additionalProperties: false })
export type ChangePassword = Type.Static<typeof ChangePassword>

export const ScopeUnit = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  level: Type.String({ description: 'county, township, village or group' }),
}, { additionalProperties: false })

/** Who is signed in, what as, and for which units. */
export const Session = Type.Object({
  user: Type.Object({ id: Type.String(), username: Type.String(), display_name: Type.String() }, { additionalProperties: false }),
  role: Type.Union(roles.map((role) => Type.Literal(role))),
  role_name: Type.Object({ zh: Type.String(), en: Type.String() }, { additionalProperties: false }),
  /** the one unit of the scope, or its first */
  unit: Type.Union([ScopeUnit, Type.Null()]),
  scope: Type.Array(ScopeUnit),
  must_change_password: Type.Boolean(),
  expires_at: Type.String({ format: 'date-time' }),
}, { additionalProperties: false })
export type Session = Type.Static<typeof Session>

export const NewToken = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60 }),
  days: Type.Integer({ minimum: 1, maximum: 366, description: 'days until it expires' }),
}, { additionalProperties: false })
export type NewToken = Type.Static<typeof NewToken>

export const TokenRow = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  created_at: Type.String(),
  expires_at: Type.String(),
  used_at: Type.Union([Type.String(), Type.Null()]),
}, { additionalProperties: false })
export type TokenRow = Type.Static<typeof TokenRow>
