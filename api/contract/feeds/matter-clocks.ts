import * as Type from 'typebox'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'
import { instant, moves, object, rung, state, words } from '../response.ts'

/** One step of a date's derivation, for instance `加 60 日` with the day it leads to; the last step is the due date. */
const Step = object({ step: count, kind: Type.Enum(['start', 'limit', 'extension', 'holiday', 'pause', 'due']), zh: Type.String(), en: Type.String(), date: day })
const Clock = object({
  /** C1, C2, C4, C5, C6 (ask for review), C6D (decide it), C7, C7D, C9 (set by the sender), and of a simplified matter C10A and C10H */
  clock: Type.String(), name: Type.String(), name_en: Type.String(), article: words, start_on: day, due_on: nullable(day), met_on: nullable(day),
  state: Type.String(), state_name: words, state_name_en: words, rung, derivation: Type.Array(Step),
})
const Row = object({
  matter_no: Type.String(), title: words, ...state, open: Type.Boolean(), route_name: words, route_name_en: words, version: Type.Integer(), moves,
  /** number of the matter that this one was merged into, where the caller sees it */
  merged_into: words,
  /** what was merged into it, the latest first; `split_at` when that was taken back, `last` while it can be */
  merged: Type.Array(object({
    merge_id: Type.Integer(), matter_no: Type.String(), title: words, received_on: day, petitions: count, merged_at: instant,
    role_name: words, role_name_en: words, split_at: nullable(instant), reason: words, version: Type.Integer(), last: Type.Boolean(),
  })),
  backlog_on: nullable(day), written_reply_on: nullable(day), counselling_on: nullable(day), simplified_on: nullable(day),
  hardship_yuan: nullable(Type.Number()), hardship_by: words,
  care_version: count,
  musts: Type.Array(object({ code: Type.String(), name: Type.String(), name_en: Type.String(), met: Type.Boolean() })),
  clocks: Type.Array(Clock),
  stages: Type.Array(object({
    stage_id: Type.Integer(), kind: Type.String(), name: words, name_en: words, asked_on: day, due_on: nullable(day), decided_on: nullable(day),
    outcome: words, outcome_name: words, outcome_name_en: words, version: Type.Integer(),
  })),
  pauses: Type.Array(object({ pause_id: Type.Integer(), clock: Type.String(), from_on: day, until_on: day, ended_on: nullable(day), reason: Type.String() })),
  revisits: Type.Array(object({ on_date: day, result: Type.String(), result_name: words, result_name_en: words })),
  history: Type.Array(object({
    at: instant, from_name: words, from_name_en: words, to_name: Type.String(), to_name_en: Type.String(), role_name: words, role_name_en: words,
  })),
})
export type MatterClocks = Type.Static<typeof Row>

/** The page of one matter (`matter` = its number): clocks with the derivation of each date, stages, four musts, record. */
export const feed: FeedContract = {
  title: { zh: '事项时限', en: 'Clocks of a matter' },
  roles: readers,
  describesMatters: true,
  media: 'application/json',
  own: { matter: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: 'number of the matter' })) },
  answer: object({ rows: Type.Array(Row), as_of: day }),
}
