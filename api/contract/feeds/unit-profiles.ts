import * as Type from 'typebox'
import { count, counters, day, nullable, type FeedContract } from '../feed.ts'

const Row = Type.Object({
  code: Type.String(), name: Type.String(), level: Type.Enum(['county', 'township', 'village', 'group']), official: Type.Boolean(),
  household_count: nullable(count), valid_to: nullable(day), surface_ha: nullable(Type.Number({ description: 'hectares, on the ellipsoid' })),
  path: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), level: Type.String() }, { additionalProperties: false })),
  below: Type.Integer({ description: 'units one level below' }),
  areas: Type.Array(Type.Object({
    code: Type.String(), name: Type.String(), kind: Type.String(), kind_name: Type.String(), kind_name_en: Type.String(),
    share: Type.Number({ description: 'of the area that lies in this unit, 0-1' }),
  }, { additionalProperties: false })),
  neighbours: Type.Array(Type.Object({
    code: Type.String(), name: Type.String(), parent_name: nullable(Type.String()),
    distance_m: Type.Number({ minimum: 0, description: 'between borders, or points where there is none; 0 where they touch' }),
  }, { additionalProperties: false })),
}, { additionalProperties: false })
export type UnitProfile = Type.Static<typeof Row>

/** The filter's unit (or the caller's own) apart from its petitions: units above, areas inside, the six nearest of its level. */
export const feed: FeedContract = {
  title: { zh: '区划概况', en: 'Units: place in the tree, key areas inside, neighbours' },
  roles: counters,
  describesMatters: false,
  media: 'application/json',
  own: {},
  answer: Type.Object({ rows: Type.Array(Row) }, { additionalProperties: false }),
}
