import * as Type from 'typebox'
import { day, nullable, readers, type FeedContract } from '../feed.ts'
import { atUnit, counted, listed, object, ofArea, pages, response, rung, state, words } from '../response.ts'

const Row = object({
  commitment_id: Type.Integer(), ...ofArea, ...atUnit, title: Type.String(), amount_yuan: nullable(Type.Number()), department_name: words,
  problem_no: words, made_on: day, due_on: day, kept_on: nullable(day), ...state, rung, version: Type.Integer(), may_fulfil: Type.Boolean(),
})
export type CommitmentRow = Type.Static<typeof Row>

/** What was promised and whether it was kept, the late ones first. Kept by `fulfil-commitment`. */
export const feed: FeedContract = {
  title: { zh: '承诺兑现', en: 'Commitments' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  byTheHour: true,
  own: { response, ...pages },
  answer: listed(Row, { by_state: counted('state') }),
}
