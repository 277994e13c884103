import * as Type from 'typebox'
import { count, day, nullable, type FeedContract } from '../feed.ts'
import { adapters, timeOfDay } from '../notices.ts'

const closed = { additionalProperties: false }
const instant = nullable(Type.String())
const Webhook = Type.Object({
  name: Type.String(), adapter: Type.Enum([...adapters]), url: Type.String(), account: Type.String(), enabled: Type.Boolean(), has_secret: Type.Boolean(),
  /** what became of its latest digest; null before the first */
  last: nullable(Type.Object({
    day, attempts: count, status: nullable(Type.Integer()), error: nullable(Type.String()), delivered_at: instant, given_up_at: instant,
  }, closed)),
}, closed)
const NoticeSettings = Type.Object({
  hours: Type.Object({ digest_at: timeOfDay, quiet_from: timeOfDay, quiet_until: timeOfDay }, closed), webhooks: Type.Array(Webhook),
}, closed)
export type NoticeSettings = Type.Static<typeof NoticeSettings>

/** The county's times of notices and the addresses that digests also go to; secrets are told to nobody. */
export const feed: FeedContract = {
  title: { zh: '通知与转发设置', en: 'Settings of notices' },
  roles: ['sysadmin'],
  describesMatters: false,
  ownRows: true,
  media: 'application/json',
  own: {},
  answer: NoticeSettings,
}
