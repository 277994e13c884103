import * as Type from 'typebox'
import { count, counters, day, nullable, type FeedContract } from '../feed.ts'

/** Radius of a hexagon in web-mercator metres. */
export const hexagonSizes = [250, 500, 1_000, 2_000, 4_000] as const

export const Density = Type.Object({
  size: Type.Integer(), as_of: day,
  /** longitude and latitude of the middle, petitions; null = fewer than five, for roles that may not see points */
  cells: Type.Array(Type.Tuple([Type.Number(), Type.Number(), nullable(count)])),
}, { additionalProperties: false })
export type Density = Type.Static<typeof Density>

/** Placed petitions by hexagon: what the density map draws. In fives for roles that may not see points. */
export const feed: FeedContract = {
  title: { zh: '分布密度', en: 'Density by hexagon' },
  roles: counters,
  describesMatters: false,
  media: 'application/json',
  own: { size: Type.Optional(Type.Integer({ enum: [...hexagonSizes], default: 1_000 })) },
  answer: Density,
}
