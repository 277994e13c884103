import * as Type from 'typebox'
import type { ActionContract } from '../action.ts'

const Position = Type.Array(Type.Number({ minimum: -180, maximum: 180 }), { minItems: 2, maxItems: 2 })
const Ring = Type.Array(Position, { minItems: 4, maxItems: 20_000 })
const Rings = Type.Array(Ring, { minItems: 1, maxItems: 100 })

export const action = {
  title: { zh: '绘制重点区域', en: 'Draw a key area' },
  roles: ['office', 'planner'],
  body: Type.Object({
    code: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }),
    name: Type.String({ minLength: 1, maxLength: 80 }),
    kind: Type.String({ pattern: '^[a-z_]{1,40}$' }),
    geometry: Type.Union([
      Type.Object({ type: Type.Literal('Polygon'), coordinates: Rings }, { additionalProperties: false }),
      Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Rings, { minItems: 1, maxItems: 100 }) }, { additionalProperties: false }),
    ]),
    household_count: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    valid_from: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '新边界启用日期；不填为更正现有版本 / absent: the present version is put right' })),
    split_from: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$', description: '从哪个区域分出 / the area that a new one is split off from' })),
    note: Type.Optional(Type.String({ maxLength: 1_000 })),
  }, { additionalProperties: false }),
  changes: 'data',
  budgetMs: 60_000,
} satisfies ActionContract
