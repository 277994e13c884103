import * as Type from 'typebox'

/** Who petitions. Kept sealed and apart, only where somebody types it in: no file, list, map or export has it. */
export const Petitioner = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 40 }),
  phone: Type.Optional(Type.String({ pattern: '^[0-9+() -]{5,20}$' })),
  id_number: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z]{6,20}$' })),
  home: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
}, { additionalProperties: false })
export type Petitioner = Type.Static<typeof Petitioner>

/** Opening an identity needs a reason for the record, and the password once more. */
export const Reveal = Type.Object({
  petition_no: Type.String({ minLength: 1, maxLength: 60 }),
  reason: Type.String({ minLength: 5, maxLength: 200, description: '查看理由，记入审计 / the reason, kept in the audit' }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
}, { additionalProperties: false })

export const Revealed = Type.Object({ petition_no: Type.String(), petitioners: Type.Array(Petitioner) }, { additionalProperties: false })
export type Revealed = Type.Static<typeof Revealed>
