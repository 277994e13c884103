import * as Type from 'typebox'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'
import { atUnit, listed, moves, object, pages, words } from '../response.ts'

const Row = object({
  /** `confirm`: a report of the level below, `alarm`: a cluster to look into; `code` is the number of a problem or matter, else the id */
  kind: Type.Enum(['task', 'confirm', 'problem', 'commitment', 'alarm', 'matter']), id: Type.Integer(), code: Type.String(), title: words,
  area_code: words, area_name: words, ...atUnit, due_on: nullable(day), days_left: nullable(Type.Integer()),
  bucket: Type.Enum(['overdue', 'week', 'repeat', 'more']), again: nullable(Type.Boolean()), state_name: Type.String(), state_name_en: Type.String(),
  moves, version: Type.Integer(),
})
export type WorkRow = Type.Static<typeof Row>

/** What waits for the caller: overdue, due within seven days, come back. The rest is `buckets.more`, listed with `all=1`. */
export const feed: FeedContract = {
  title: { zh: '我的待办', en: 'My work' },
  roles: readers,
  describesMatters: true,
  media: 'application/json',
  byTheHour: true,
  own: { all: Type.Optional(Type.Literal('1')), limit: pages.limit },
  answer: listed(Row, { buckets: object({ overdue: count, week: count, repeat: count, more: count }) }),
}
