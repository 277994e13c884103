import * as Type from 'typebox'
import { action as saving } from './actions/save-key-area.ts'
import { count, nullable } from './feed.ts'

const { geometry, code } = saving.body.properties
const Line = Type.Object({
  type: Type.Literal('LineString'),
  coordinates: Type.Array(Type.Array(Type.Number({ minimum: -180, maximum: 180 }), { minItems: 2, maxItems: 2 }), { minItems: 2, maxItems: 5_000 }),
}, { additionalProperties: false })

/** `POST /api/area-checks`: what saving this border would do. */
export const AreaCheckQuestion = Type.Object({ geometry, code: Type.Optional(code) }, { additionalProperties: false })
const moved = Type.Object({ matters: count, petitions: count })
const share = Type.Number({ minimum: 0 })
export const AreaCheck = Type.Object({
  valid: Type.Boolean(), problem: nullable(Type.String()), problem_at: Type.Unknown(), square_metres: nullable(Type.Number()),
  overlaps: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), share })),
  /** share of the area that lies in each unit; households in proportion to the surface, an estimate */
  units: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), level: Type.String(), share, households: nullable(Type.Number()) })),
  /** share of the area that lies in the county's townships at all */
  covered: share,
  gains: moved, losses: moved,
  from_areas: Type.Array(Type.Object({ name: Type.String(), matters: count })),
})
export type AreaCheck = Type.Static<typeof AreaCheck>

/** `POST /api/area-shapes`: one step of drawing, done by the database. */
export const AreaShapeQuestion = Type.Object({
  op: Type.Enum(['union', 'subtract', 'split', 'buffer', 'snap', 'repair']), geometry: Type.Union([geometry, Line]), code: Type.Optional(code),
  with: Type.Optional(Type.Union([geometry, Line])), metres: Type.Optional(Type.Number({ minimum: -20_000, maximum: 20_000 })),
}, { additionalProperties: false })
export const AreaShape = Type.Object({ parts: Type.Array(Type.Unknown()) })
