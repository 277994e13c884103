/** Shapes that the feeds of the joint response share. Names of states, moves and kinds come from rows, in both languages. */
import * as Type from 'typebox'
import { count, day, nullable } from './feed.ts'

export const object = <P extends Type.TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })
export const words = nullable(Type.String())
/** ISO 8601 with the server's offset */
export const instant = Type.String({ description: 'instant, ISO 8601' })
export const levelCode = Type.Enum(['county', 'township', 'village', 'group'])

/** What the caller may do with the row now; `needs` are codes of reference list `need`. Send `to` to the row's action;
 * a task's `reassign` goes to `reassign-task`, which names the new unit. */
export const moves = Type.Array(object({
  to: Type.String(), code: Type.String(), name: Type.String(), name_en: Type.String(), needs: Type.Array(Type.String()),
}))

/** How far a clock has run: `share` percent gone, on the rung `step` (50, 75, 100, 200); the level that supervises from there on. */
export const rung = nullable(object({
  share: Type.Integer(), step: Type.Integer(), tone: Type.Enum(['amber', 'orange', 'red']), name: Type.String(), name_en: Type.String(),
  supervised_by: words,
}))

export const state = { state: Type.String(), state_name: Type.String(), state_name_en: Type.String() }
export const ofArea = { response: Type.String(), area_code: words, area_name: words }
export const atUnit = { unit_code: words, unit_name: words }

/** How many rows stand in each state or kind, zero included, in the order of the rows of reference. */
export const counted = <K extends 'state' | 'kind'>(key: K) => Type.Array(object({
  ...{ [key]: Type.String() } as Record<K, Type.TString>, name: Type.String(), name_en: Type.String(), n: count,
}))

/** Parameter: code of one joint response. */
export const response = Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$', description: 'code of one joint response' }))

/** Parameter: only gaps of one kind. */
export const gapKind = Type.Optional(Type.String({ pattern: '^[a-z_]{2,30}$', description: 'code of reference list gap' }))

export const pages = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 100 })),
  cursor: Type.Optional(Type.String({ pattern: '^[01]\\.-?\\d{1,7}\\.\\d{1,18}$' })),
}

/** A page of rows; `more` are sums beside the rows, of all pages. */
export const listed = (row: Type.TSchema, more: Type.TProperties = {}) => object({
  rows: Type.Array(row), total: count, next: nullable(Type.String()), as_of: day, ...more,
})
