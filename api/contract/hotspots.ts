import * as Type from 'typebox'
import { bordersOn, count, day, nullable, under } from './feed.ts'

/** `GET /api/hotspots`: which places are compared, and what is measured there. */
export const hotspotBy = ['hexagon', 'unit', 'area'] as const
export const hotspotMeasures = ['frequency', 'repeat', 'rate'] as const
export type HotspotBy = (typeof hotspotBy)[number]
export type HotspotMeasure = (typeof hotspotMeasures)[number]

export const hotspotLevels = ['township', 'village', 'group'] as const
export type HotspotLevel = (typeof hotspotLevels)[number]

export const HotspotQuery = {
  by: Type.Optional(Type.Enum([...hotspotBy], { default: 'hexagon' })),
  measure: Type.Optional(Type.Enum([...hotspotMeasures], { default: 'frequency' })),
  level: Type.Optional(Type.Enum([...hotspotLevels], { description: 'of the units, with by=unit; village when absent' })),
  scale: Type.Optional(Type.String({
    pattern: '^[123]x[123]$', description: 'size and rings of hexagons, as a run told them: two periods on one scale. Chosen by the rule when absent',
  })),
}

/** Eight emerging classes, for hot and cold; sentences a cadre reads, by the key `hotspot.emerging.<class>.<kind>` of the interface. */
export const emergingWords: Record<string, { zh: string, en: string }> = {
  new: { zh: '本月新出现', en: 'new this month' },
  consecutive: { zh: '连续几个月出现', en: 'hot for several months running' },
  intensifying: { zh: '连续加强', en: 'hot for long and rising' },
  persistent: { zh: '长期存在', en: 'hot for long' },
  diminishing: { zh: '长期存在、正在减弱', en: 'hot for long and falling' },
  sporadic: { zh: '时有时无', en: 'on and off' },
  oscillating: { zh: '冷热交替', en: 'hot now, cold before' },
  historical: { zh: '以往长期存在、本月已退', en: 'hot for long, not this month' },
}

const Emerging = nullable(Type.Object({
  pattern: Type.Enum(['new', 'consecutive', 'intensifying', 'persistent', 'diminishing', 'sporadic', 'oscillating', 'historical']),
  kind: Type.Enum(['hot', 'cold']), zh: Type.String(), en: Type.String(),
}, { additionalProperties: false }))

const number = nullable(Type.Number())
const Days = nullable(Type.Object({ from: day, to: day }, { additionalProperties: false }))
const Point = nullable(Type.Tuple([Type.Number(), Type.Number()]))

/**
 * A compared place. `level` 3, 2, 1: hot at q .01, .05, .10; -3 .. -1 cold; 0 neither; null not tested (`why`). `matters`
 * and `petitions` are null where `under` says "fewer than". `sum` and `expected` belong to the neighbourhood that was tested.
 */
export const HotspotRow = Type.Object({
  code: Type.String(), name: nullable(Type.String()), center: Point,
  under, matters: nullable(count), petitions: nullable(count), repeats: nullable(count),
  households: nullable(count), rate: number, share: number, share_low: number, share_high: number, share_smoothed: number,
  sum: number, expected: number, ratio: number, z: number, p: number, q: number, level: nullable(Type.Integer({ minimum: -3, maximum: 3 })),
  why: nullable(Type.Enum(['too_few', 'no_denominator', 'no_neighbours'])),
  agreement: nullable(Type.Integer({ minimum: 0, maximum: 3 })), emerging: Emerging, spot: nullable(count),
  /** settled and quiet: five or more matters in the period before (`before`), a fifth of them or fewer now, nothing open */
  quiet: Type.Boolean(), before: nullable(count),
}, { additionalProperties: false })
export type HotspotRow = Type.Static<typeof HotspotRow>

/**
 * A hot spot: adjoining hot places (q <= .05) together, with its reasons. `kind`: `spread` over many places; `one_matter`
 * when one matter holds more than half of the petitions; `one_place` when one point holds more than half of the matters.
 * Only `spread` ones count as hot spots of frequency (`is_hot`).
 */
export const Hotspot = Type.Object({
  spot: count, codes: Type.Array(Type.String()), center: Point, name: nullable(Type.String()),
  kind: Type.Enum(['spread', 'one_matter', 'one_place']), is_hot: Type.Boolean(), level: Type.Integer({ minimum: 1, maximum: 3 }),
  under, matters: nullable(count), petitions: nullable(count), repeats: nullable(count), repeat_share: number,
  expected: number, ratio: number, z: number, p: number, q: number, agreement: nullable(Type.Integer()), emerging: Emerging,
  months: nullable(Type.Array(count)),
  rate: number, households: nullable(count), open: nullable(count), overdue: nullable(count), places: nullable(count), top_share: number,
  bands: nullable(Type.Array(count, { minItems: 6, maxItems: 6 })), previous: nullable(count), last_year: nullable(count),
  categories: Type.Array(Type.Object({
    code: Type.String(), name: nullable(Type.String()), name_en: nullable(Type.String()), matters: nullable(count),
  }, { additionalProperties: false })),
  /** units that have what is open there, at most three, with how many matters each */
  departments: Type.Array(Type.Object({ name: Type.String(), matters: nullable(count) }, { additionalProperties: false })),
  village: nullable(Type.String()), village_name: nullable(Type.String()), township: nullable(Type.String()), township_name: nullable(Type.String()),
  area: nullable(Type.String()), area_name: nullable(Type.String()),
}, { additionalProperties: false })
export type Hotspot = Type.Static<typeof Hotspot>

const Scale = Type.Object({
  size: Type.Integer({ minimum: 1, maximum: 3 }), ground_m: count, rings: Type.Integer({ minimum: 1, maximum: 3 }), cells: count,
  neighbourhood: count, expected: Type.Number(), hot: count,
}, { additionalProperties: false })

export const HotspotAnswer = Type.Object({
  run: Type.Object({
    id: Type.String(), made_at: Type.String(), by: Type.Enum([...hotspotBy]), measure: Type.Enum([...hotspotMeasures]),
    level: nullable(Type.Enum([...hotspotLevels])), as_of: day, borders_on: nullable(bordersOn), from: nullable(day), to: nullable(day),
    /** last day that the record tells of, at most `as_of` */
    until: day,
    /** the periods that changes are told against */
    previous: Days, last_year: Days,
    test: Type.Enum(['exact_sum', 'binomial', 'matters', 'none']), denominator: Type.Enum(['cells', 'households', 'petitions']),
    q: Type.Number(), tested: count, hot: count, cold: count, too_few: Type.Boolean(),
    scale: nullable(Scale), scales: Type.Array(Scale),
    months: nullable(Type.Object({ from: Type.String(), to: Type.String(), steps: count }, { additionalProperties: false })),
    /** petitions; `coarser`: placed, but to no point, or not to this level */
    left_out: Type.Object({ unlocated: count, outside: count, placeholder: count, coarser: count, no_denominator: count }, { additionalProperties: false }),
    total: Type.Object({ matters: count, petitions: count }, { additionalProperties: false }),
  }, { additionalProperties: false }),
  rows: Type.Array(HotspotRow), spots: Type.Array(Hotspot),
  /**
   * Single points with more than ten petitions that outweigh their hexagon of the finest grid: one matter that comes again and
   * again (`one_matter`), or one address (`one_place`). Places of repetition, whatever the map shows there; none for the wall.
   */
  repeating: Type.Array(Type.Object({
    code: Type.String(), name: nullable(Type.String()), center: Point, kind: Type.Enum(['one_matter', 'one_place']), petitions: count, matters: count,
  }, { additionalProperties: false })),
  /** places of data-quality findings, for those who work on data; null for others. `points`: fall-back points side by side that are one finding */
  placeholders: nullable(Type.Array(Type.Object({
    lon: Type.Number(), lat: Type.Number(), addresses: count, matters: count, points: count, state: Type.String(),
  }, { additionalProperties: false }))),
}, { additionalProperties: false })
export type HotspotAnswer = Type.Static<typeof HotspotAnswer>
