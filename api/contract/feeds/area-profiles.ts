import * as Type from 'typebox'
import { count, counters, day, nullable, type FeedContract } from '../feed.ts'

const shareOf = Type.Number({ minimum: 0, maximum: 1 })
const kind = { kind: Type.String(), kind_name: Type.String(), kind_name_en: Type.String() }

const Row = Type.Object({
  code: Type.String(), name: Type.String(), ...kind, household_count: nullable(count), problem_count: nullable(count),
  note: nullable(Type.String()), valid_from: day, surface_ha: Type.Number({ description: 'hectares, on the ellipsoid' }),
  units: Type.Array(Type.Object({
    code: Type.String(), name: Type.String(), level: Type.String(), parent_code: nullable(Type.String()), parent_name: nullable(Type.String()),
    share: Type.Unsafe<number>({ ...shareOf, description: 'of the area that lies in the unit' }),
    unit_share: nullable(Type.Number({ description: 'of the unit that lies in the area; null without its border' })),
    household_count: nullable(count),
  }, { additionalProperties: false })),
  neighbours: Type.Array(Type.Object({
    code: Type.String(), name: Type.String(), ...kind,
    distance_m: Type.Number({ minimum: 0, description: 'between the borders; 0 where they touch' }),
  }, { additionalProperties: false })),
}, { additionalProperties: false })
export type AreaProfile = Type.Static<typeof Row>

/** Key areas apart from their petitions: surface, units crossed, the four nearest other areas and two of the same kind. */
export const feed: FeedContract = {
  title: { zh: '重点区域概况', en: 'Key areas: surface, units crossed, neighbours' },
  roles: counters,
  describesMatters: false,
  media: 'application/json',
  own: {},
  answer: Type.Object({ rows: Type.Array(Row) }, { additionalProperties: false }),
}
