import * as Type from 'typebox'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'
import { atUnit, counted, gapKind, levelCode, listed, object, ofArea, pages, response, words } from '../response.ts'

const Row = object({
  kind: Type.String(), name: Type.String(), name_en: Type.String(), ...ofArea, response_title: Type.String(),
  /** who should act: this level, at this unit; without a unit the level of the whole area */
  level: levelCode, level_name: words, level_name_en: words, ...atUnit,
  /** what it is about: `subject_code` is a problem's number, or an id */
  subject: Type.Enum(['response', 'task', 'problem', 'commitment']), subject_id: Type.Integer(), subject_code: Type.String(), subject_title: words,
  since: nullable(day), days: nullable(Type.Integer({ description: 'days that it has been a gap' })),
})
export type GapRow = Type.Static<typeof Row>

/** How many responses miss this at this level, for a line such as 3 个区域村级长期无进展. `days`: after how many it is a gap. */
const Line = object({
  kind: Type.String(), name: Type.String(), name_en: Type.String(), level: levelCode, level_name: words, level_name_en: words,
  responses: count, n: count, days: nullable(count),
})
export type GapLine = Type.Static<typeof Line>

/** One row per gap, the oldest first; measure `gaps` counts the same rows. */
export const feed: FeedContract = {
  title: { zh: '缺口', en: 'Gaps' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  byTheHour: true,
  own: { response, gap: gapKind, level: Type.Optional(levelCode), ...pages },
  answer: listed(Row, { by_kind: counted('kind'), lines: Type.Array(Line) }),
}
