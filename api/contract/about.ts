import * as Type from 'typebox'

/** What a page may know before anybody signs in. */
export const About = Type.Object({
  /** the accounts of the fictional county; null in a real installation, whose accounts are nobody's business */
  demo: Type.Union([Type.Object({
    accounts: Type.Array(Type.String()), password: Type.String(),
  }, { additionalProperties: false }), Type.Null()]),
  /** false in an installation into which nothing was imported yet */
  has_units: Type.Boolean(),
  /** false for the embedded database, which does not promise to survive a power cut (guard G13) */
  durable: Type.Boolean(),
  map: Type.Object({
    approval_no: Type.Union([Type.String(), Type.Null()], { description: '审图号, printed in the map corner' }),
  }, { additionalProperties: false }),
}, { additionalProperties: false })
export type About = Type.Static<typeof About>
