import * as Type from 'typebox'
import { roles } from './roles.ts'

export const SignIn = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 40 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
  code: Type.Optional(Type.String({ minLength: 6, maxLength: 20, description: '动态验证码或备用码 / code of the second factor, or one from the paper' })),
}, { additionalProperties: false })
export type SignIn = Type.Static<typeof SignIn>

export const ChangePassword = Type.Object({
  password: Type.String({ minLength: 1, maxLength: 200, description: 'the present one' }),
  new_password: Type.String({ minLength: 1, maxLength: 200, description: '>= 10 characters of 3 of 4 classes' }),
}, { additionalProperties: false })
export type ChangePassword = Type.Static<typeof ChangePassword>

export const BeginSecondFactor = Type.Object({
  password: Type.String({ minLength: 1, maxLength: 200, description: 'the present one' }),
}, { additionalProperties: false })
/** For a phone's app: as text to type and as the address of a QR code. Asks for nothing until it is proven by a code. */
export const SecondFactorSecret = Type.Object({
  secret: Type.String({ description: 'base32' }), address: Type.String({ description: 'otpauth://' }),
}, { additionalProperties: false })
export type SecondFactorSecret = Type.Static<typeof SecondFactorSecret>
export const ProveSecondFactor = Type.Object({ code: Type.String({ minLength: 6, maxLength: 20 }) }, { additionalProperties: false })
/** Shown once: each opens one session when the phone is lost. */
export const RecoveryCodes = Type.Object({ recovery_codes: Type.Array(Type.String()) }, { additionalProperties: false })
export type RecoveryCodes = Type.Static<typeof RecoveryCodes>
export const DropSecondFactor = Type.Object({
  password: Type.String({ minLength: 1, maxLength: 200 }), code: Type.String({ minLength: 6, maxLength: 20 }),
}, { additionalProperties: false })

/** The tour was gone through or skipped; there is no way back. */
export const TourSeen = Type.Object({ seen: Type.Literal(true) }, { additionalProperties: false })

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
  second_factor: Type.Object({
    on: Type.Boolean(), required: Type.Boolean({ description: 'the settings ask for it of this role' }),
    codes_left: Type.Integer({ description: 'codes on paper that were not used yet' }),
  }, { additionalProperties: false }),
  tour_seen: Type.Boolean({ description: 'the map page has shown itself around, or was told not to' }),
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
