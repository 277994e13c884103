import * as Type from 'typebox'
import { count, day, nullable, readers, type FeedContract } from '../feed.ts'
import { gapKind, instant, levelCode, listed, object, ofArea, rung, state, words } from '../response.ts'

const Cell = object({
  level: levelCode, ...state, tasks: count, open: count,
  /** distinct units with a task; `responsible` names the one, or the first of several */
  units: count, responsible: words,
  /** the office that answers there (镇长), never a name */
  office_title: words,
  acted_at: nullable(instant), due_on: nullable(day), rung, gaps: count,
})
const Row = object({
  ...ofArea, title: Type.String(), sector: words, sector_name: words, ...state, gaps: count,
  /** county, township, village, group, in this order */
  cells: Type.Array(Cell, { minItems: 4, maxItems: 4 }),
})
export type MatrixRow = Type.Static<typeof Row>

/** Areas by four levels, what has most gaps and is most urgent first. */
export const feed: FeedContract = {
  title: { zh: '四级联动矩阵', en: 'Response matrix' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  byTheHour: true,
  own: { gap: gapKind },
  answer: listed(Row),
}
