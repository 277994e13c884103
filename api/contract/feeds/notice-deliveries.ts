import * as Type from 'typebox'
import { count, day, nullable, type FeedContract } from '../feed.ts'

const instant = nullable(Type.String())
const Row = Type.Object({
  delivery_id: Type.Integer(), webhook: Type.String(), day, attempts: count, status: nullable(Type.Integer()), error: nullable(Type.String()),
  /** when it is tried again; null when it is over */
  next_at: instant, delivered_at: instant, given_up_at: instant,
}, { additionalProperties: false })

/** What became of digests sent to configured addresses; never what was in them. */
export const feed: FeedContract = {
  title: { zh: '通知投递记录', en: 'Deliveries of notices' },
  roles: ['sysadmin'],
  describesMatters: false,
  ownRows: true,
  media: 'application/json',
  own: {},
  answer: Type.Object({ rows: Type.Array(Row) }, { additionalProperties: false }),
}
