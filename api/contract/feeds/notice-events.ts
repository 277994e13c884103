import * as Type from 'typebox'
import { count, nullable, readers, type FeedContract } from '../feed.ts'
import { noticeKind } from '../notices.ts'
import { words } from '../response.ts'

const closed = { additionalProperties: false }
const Row = Type.Object({
  area_code: words, area_name: words, unit_code: words, unit_name: words, n: Type.Integer({ minimum: 1 }), last_at: Type.String(),
}, closed)
const NoticeEvents = Type.Object({ total: count, told: count, next: nullable(Type.String()), rows: Type.Array(Row) }, closed)
export type NoticeEvents = Type.Static<typeof NoticeEvents>

/** What a line of one's own digest counted, by area and unit: `total` is the line's number for as long as events are kept. */
export const feed: FeedContract = {
  title: { zh: '通知所计变动', en: 'Events behind a notice' },
  roles: readers,
  describesMatters: false,
  ownRows: true,
  media: 'application/json',
  own: { notice_id: Type.Optional(Type.Integer({ minimum: 1 })), kind: Type.Optional(noticeKind) },
  answer: NoticeEvents,
}
