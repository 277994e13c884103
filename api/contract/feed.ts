import * as Type from 'typebox'
import { filterProperties } from './filter.ts'
import type { Role } from './roles.ts'
import { cursorWords, sliceMembers } from './slice.ts'
import { smallNumber } from './small-number.ts'

/** What an address of `/api/feeds/{name}` takes besides the filter, who may read it and what it answers. */
export interface FeedContract {
  title: { zh: string; en: string }
  roles: readonly Role[]
  /** rows describe single matters: every read leaves an audit row, and the kiosk has no business here */
  describesMatters: boolean
  /** rows are the caller's own and not of the county's data: no answer is kept for others of the same rights */
  ownRows?: true
  media: 'application/geo+json' | 'application/json'
  /** limits by the hour: a kept answer grows old after some minutes even when no data change */
  byTheHour?: true
  /** the answer is made whole and cut into pages only where `limit` or `cursor` asks for it */
  sliced?: true
  /**
   * parts of the answer that a server reads side by side: the statement takes those wanted as `parts` of its options and gives
   * the `version` of the data it read; `join` makes the answer of what each gave
   */
  parts?: { names: readonly string[], join: (found: readonly object[], options: Record<string, unknown>) => object }
  /** parameters of its own */
  own: Record<string, Type.TSchema>
  answer: Type.TSchema
}

export const queryOf = (own: Record<string, Type.TSchema>): Type.TObject =>
  Type.Object({ ...filterProperties, ...own }, { additionalProperties: false })

/** Reading rows: everybody whose business is petitions, except the kiosk, which counts only. */
export const readers = ['leader', 'office', 'township', 'village', 'group', 'planner'] as const satisfies Role[]
export const counters = [...readers, 'wall'] as const satisfies Role[]

export const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const count = Type.Integer({ minimum: 0 })
/** the small number where a row's counts are too small for the caller, null where they are told */
export const under = nullable(Type.Literal(smallNumber))
/** null where fewer than that and the caller may not see rows */
export const hiddenCount = nullable(count)
export const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

export const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 100 })),
  cursor: Type.Optional(Type.String({ pattern: '^[01]\\.-?\\d{1,7}\\.\\d{1,18}$', ...cursorWords })),
  sort: Type.Optional(Type.Enum(['received', 'due'])),
}

export const page = (row: Type.TSchema) => Type.Object({
  rows: Type.Array(row), total: count, next: nullable(Type.String()), as_of: day,
}, { additionalProperties: false })

/** Day whose borders of key areas the figures have: today, where borders changed after `as_of`. */
export const bordersOn = Type.String({ format: 'date', description: 'day whose borders of key areas the figures have: today, where they changed after as_of' })

export const collection = (properties: Type.TSchema, more: Record<string, Type.TSchema> = {}) => Type.Object({
  type: Type.Literal('FeatureCollection'),
  as_of: day,
  ...sliceMembers,
  ...more,
  features: Type.Array(Type.Object({
    type: Type.Literal('Feature'), id: Type.String(), geometry: Type.Unknown(), properties,
  }, { additionalProperties: false })),
}, { additionalProperties: false })

export const counts = {
  under,
  petitions: hiddenCount, matters: hiddenCount, people: hiddenCount, repeat: hiddenCount, collective: hiddenCount,
  open: hiddenCount, overdue: hiddenCount,
  by_state: nullable(Type.Object({ open: count, overdue: count, closed: count }, { additionalProperties: false })),
}
export const point = nullable(Type.Tuple([Type.Number(), Type.Number()]))
