import * as Type from 'typebox'
import { nullable, point } from './feed.ts'

const degrees = (least: number, most: number) => Type.Optional(Type.Number({ minimum: least, maximum: most }))

/** `GET /api/place-candidates`: where a matter may lie. With a pin, what lies there and beyond near borders. */
export const PlaceCandidatesQuery = Type.Object({
  matter_no: Type.String({ minLength: 1, maxLength: 60 }),
  lon: degrees(70, 140),
  lat: degrees(0, 60),
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: '按名称另找单位 / other words to look for' })),
}, { additionalProperties: false, dependentRequired: { lon: ['lat'], lat: ['lon'] } })

const words = nullable(Type.String())
const grade = nullable(Type.Enum(['A', 'B', 'C', 'D', 'E']))
const status = Type.Enum(['unlocated', 'placed', 'outside', 'placeholder'])

export const PlaceCandidates = Type.Object({
  matter_no: Type.String(), title: words, place_text: words, text: words,
  place_status: status, place_grade: grade, place_method: words, point, unit_name: words,
  candidates: Type.Array(Type.Object({
    unit_code: Type.String(), name: Type.String(), level: Type.String(), grade,
    reason: Type.Enum(['exact', 'no-township', 'other-name', 'township-only', 'one-character-off', 'township-differs', 'ambiguous', 'nothing', 'other-county', 'group-named', 'search']),
    point, bounds: nullable(Type.Array(Type.Number(), { minItems: 4, maxItems: 4 })), geometry: Type.Unknown(),
  })),
  pin: nullable(Type.Object({
    unit_code: words, unit_name: words, area_name: words,
    /** within 100 m beyond a border; `point` lies just inside */
    near: Type.Array(Type.Object({ unit_code: Type.String(), unit_name: Type.String(), metres: Type.Number(), point })),
  })),
  history: Type.Array(Type.Object({ at: Type.String(), reason: Type.String(), place_status: status, place_grade: grade, unit_name: words })),
})
export type PlaceCandidates = Type.Static<typeof PlaceCandidates>
