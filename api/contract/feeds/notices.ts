import * as Type from 'typebox'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'
import { noticeKind, timeOfDay } from '../notices.ts'

const closed = { additionalProperties: false }
const Line = Type.Object({ kind: noticeKind, name: Type.String(), name_en: Type.String(), n: Type.Integer({ minimum: 1 }) }, closed)
const Row = Type.Object({ notice_id: Type.Integer(), day, made_at: Type.String(), read_at: nullable(Type.String()), lines: Type.Array(Line) }, closed)
export type NoticeRow = Type.Static<typeof Row>

const Notices = Type.Object({
  unread: count,
  /** the county's, for everybody */
  hours: Type.Object({ digest_at: timeOfDay, quiet_from: timeOfDay, quiet_until: timeOfDay }, closed),
  /** the caller's own, or the county's where he has none */
  preference: Type.Object({ enabled: Type.Boolean(), digest_at: timeOfDay, kinds: Type.Array(noticeKind) }, closed),
  kinds: Type.Array(Type.Object({ kind: noticeKind, name: Type.String(), name_en: Type.String() }, closed)),
  rows: Type.Array(Row),
}, closed)
export type Notices = Type.Static<typeof Notices>

/** The caller's daily digests, the last sixty days that had something to tell. */
export const feed: FeedContract = {
  title: { zh: '我的通知', en: 'My notices' },
  roles: readers,
  describesMatters: false,
  ownRows: true,
  media: 'application/json',
  own: {},
  answer: Notices,
}
