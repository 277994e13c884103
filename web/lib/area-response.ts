/** What the map says of an area's joint response: its stage, the four levels in one tone each, and the gaps. */
import type { MatrixRow } from '../../api/contract/feeds/response-matrix.ts'
import { toneOf } from './tones.ts'
import type { StateTone } from './tones.ts'

export interface AreaResponse {
  /** code of the key area */
  code: string
  /** name of the area's stage, in the reader's language */
  stage: string
  /** county, township, village, group; `letter` is what stands in the level's square */
  levels: { letter: string, tone: StateTone, gaps: number }[]
  gaps: number
  /** what is written instead of the number: the kiosk is told whole fives, and nothing below five */
  told?: string
}

/** Of a row of the measure `gaps`, as the kiosk is told it: a number and no levels; null where there is none. */
export function countedGaps({ code, value, under }: { code: string, value: number | null, under: number | null }): AreaResponse | null {
  const told = value === null ? under === null ? null : `<${under}` : value > 0 ? `≥${value}` : null
  return told === null ? null : { code, stage: '', levels: [], gaps: value ?? 1, told }
}

/** Of a row of the response matrix; null for a sector's response, which has no ground. */
export function areaResponse(row: MatrixRow, stage: string, letterOf: (level: string) => string): AreaResponse | null {
  if (row.area_code === null) return null
  return {
    code: row.area_code, stage, gaps: row.gaps,
    levels: row.cells.map(({ level, state, gaps }) => ({ letter: letterOf(level), tone: toneOf(state), gaps })),
  }
}
