import * as Type from 'typebox'
import { readers, type FeedContract } from '../feed.ts'
import { object, words } from '../response.ts'

const Row = object({ code: Type.String(), name: Type.String(), level: Type.String(), unit_code: words })

/** Offices that can be made responsible for a problem or lead a response. */
export const feed: FeedContract = {
  title: { zh: '责任单位', en: 'Departments' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: {},
  answer: object({ rows: Type.Array(Row) }),
}
