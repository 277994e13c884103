import * as Type from 'typebox'
import { count, day, readers, type FeedContract } from '../feed.ts'
import { atUnit, listed, object, ofArea, pages, response, words } from '../response.ts'

const Row = object({
  meeting_id: Type.Integer(), ...ofArea, ...atUnit, held_on: day, attendance_count: count, explained_count: count, note: words,
})
export type MeetingRow = Type.Static<typeof Row>

/** Residents' meetings: how many came, how many problems were explained. Recorded by `record-meeting`. */
export const feed: FeedContract = {
  title: { zh: '群众会议', en: 'Residents\' meetings' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: { response, ...pages },
  answer: listed(Row, { attendance: count, explained: count }),
}
