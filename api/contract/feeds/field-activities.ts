import * as Type from 'typebox'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'
import { atUnit, levelCode, object, pages, response, words } from '../response.ts'

const Coverage = object({
  response: Type.String(), title: Type.String(), area_code: words, area_name: words,
  covered: Type.Integer({ minimum: 0, maximum: 7, description: 'kinds with at least one activity' }),
  cells: Type.Array(object({ kind: Type.String(), name: Type.String(), name_en: Type.String(), n: count, last_on: nullable(day) })),
})
const Row = object({
  activity_id: Type.Integer(), response: Type.String(), area_code: words, kind: Type.String(), kind_name: words, kind_name_en: words,
  level: levelCode, ...atUnit, on_date: day, result: words,
})
export type ActivityRow = Type.Static<typeof Row>
export type ActivityCoverage = Type.Static<typeof Coverage>

/** The seven front-line activities: areas by kinds, with the latest entries below. */
export const feed: FeedContract = {
  title: { zh: '七个一线', en: 'Seven front-line activities' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: {
    response, limit: pages.limit,
    activity: Type.Optional(Type.String({ pattern: '^[a-z_]{2,30}$', description: 'only one kind: code of reference list activity' })),
  },
  answer: object({ as_of: day, total: count, coverage: Type.Array(Coverage), rows: Type.Array(Row) }),
}
