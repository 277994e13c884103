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

interface Matrix { as_of: string, total: number, next: null, rows: MatrixRow[] }
/** What a part of the statement gives; the other's rows are none. */
interface Found {
  as_of: string
  rows: (Omit<MatrixRow, 'gaps' | 'cells'> & { cells: Omit<MatrixRow['cells'][number], 'gaps'>[] })[]
  gaps: { response: string, level: string, gaps: number }[]
}

/**
 * The cells with their gaps, what has most gaps first; the rows come with the most urgent first. Where one kind of gap was asked
 * for, the rows that have none of it are left out.
 */
export function joinGaps(parts: readonly object[], { gap }: { gap?: unknown }): Matrix {
  const found = parts as readonly Found[]
  const counts = new Map(found.flatMap(({ gaps }) => gaps).map(({ response, level, gaps }) => [`${response} ${level}`, gaps]))
  const rows = found.flatMap((part) => part.rows).map((row) => {
    const cells = row.cells.map((cell) => ({ ...cell, gaps: counts.get(`${row.response} ${cell.level}`) ?? 0 }))
    return { ...row, gaps: cells.reduce((sum, cell) => sum + cell.gaps, 0), cells }
  }).filter(({ gaps }) => gap === undefined || gaps > 0).sort((a, b) => b.gaps - a.gaps)
  return { as_of: found[0]?.as_of ?? '', total: rows.length, next: null, rows }
}

/** Areas by four levels, what has most gaps and is most urgent first. */
export const feed: FeedContract = {
  title: { zh: '四级联动矩阵', en: 'Response matrix' },
  roles: readers,
  describesMatters: false,
  media: 'application/json',
  byTheHour: true,
  own: { gap: gapKind },
  parts: { names: ['cells', 'gaps'], join: joinGaps },
  answer: listed(Row),
}
