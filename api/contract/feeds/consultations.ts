import * as Type from 'typebox'
import { day, nullable, readers, type FeedContract } from '../feed.ts'
import { atUnit, listed, object, ofArea, pages, response, words } from '../response.ts'

/** A decision that a later one took the place of; the latest of them first. */
const Earlier = object({ decision: Type.String(), decided_on: day, due_on: day, owner_name: words })
const Item = object({
  item_id: Type.Integer(), agenda: Type.String(), problem_no: words, problem_title: words,
  decision: words, decided_on: nullable(day), earlier: Type.Array(Earlier), owner_code: words, owner_name: words,
  department_name: words, due_on: nullable(day), task_id: nullable(Type.Integer()), task_state: words, task_state_name: words, task_state_name_en: words,
})
const Row = object({
  consultation_id: Type.Integer(), ...ofArea, response_title: Type.String(), ...atUnit, title: Type.String(), convenor_title: words, attending: words,
  held_on: day, version: Type.Integer(), may_decide: Type.Boolean(), items: Type.Array(Item),
})
export type ConsultationRow = Type.Static<typeof Row>

/** Joint consultations, the latest first. A decision of `decide-consultation` becomes a task of its owner. */
export const feed: FeedContract = {
  title: { zh: '会商', en: 'Consultations' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  own: { response, ...pages },
  answer: listed(Row),
}
