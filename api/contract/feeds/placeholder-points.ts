import * as Type from 'typebox'
import { collection, count, day, nullable, type FeedContract } from '../feed.ts'

const Properties = Type.Object({
  id: count, state: Type.Enum(['found', 'confirmed', 'cleared']), spot_count: count, matter_count: count, found_on: day, waiting: count,
  unit_name: nullable(Type.String()),
}, { additionalProperties: false })
export type PlaceholderProperties = Type.Static<typeof Properties>

/** A finding about the data, not a place of anybody's. */
export const feed: FeedContract = {
  title: { zh: '默认坐标点', en: 'Fall-back points of geocoders' },
  roles: ['office', 'planner'],
  describesMatters: false,
  media: 'application/geo+json',
  own: {},
  answer: collection(Properties),
}
