import * as Type from 'typebox'
import { roles } from './roles.ts'

/** Nobody sits at the kiosk to type a code. */
export const factorRoles = roles.filter((role) => role !== 'wall')

const known = {
  second_factor_roles: Type.Array(Type.Enum([...factorRoles]), { uniqueItems: true, maxItems: factorRoles.length }),
  map_approval_no: Type.Union([Type.String({ minLength: 1, maxLength: 60 }), Type.Null()]),
  collective_from: Type.Integer({ minimum: 2, maximum: 100, description: '集体访的起点人数，只对此后登记或导入的信访件起作用 / people from whom on a visit is collective, for petitions registered or imported from then on' }),
}

/** What the system administrator decides for the whole installation; absent members stay as they are. */
export const ChangedSettings = Type.Object({
  second_factor_roles: Type.Optional(known.second_factor_roles), map_approval_no: Type.Optional(known.map_approval_no),
  collective_from: Type.Optional(known.collective_from),
}, { additionalProperties: false, minProperties: 1 })

export const Settings = Type.Object(known, { additionalProperties: false })
export type Settings = Type.Static<typeof Settings>
