import { Bad, type FilledCell, type Outcome, plain } from './outcome.ts'

const CHINESE: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 }
const UNIT = /\s*(人次|批次|件次|人|户|名|个|批|件|次|年)$/

/** A count: whole, not negative. `１２`, `1,731`, `5人`, `三人` are counts; `5人以上` is not. */
export function parseCount(cell: FilledCell): Outcome {
  const value = typeof cell === 'number' ? cell : numberOf(cell)
  if (Number.isInteger(value) && value >= 0 && value < 1e9) return value
  return new Bad('count-unreadable', `${String(cell).slice(0, 30)} 不是数目，应为不小于 0 的整数。`,
    `${String(cell).slice(0, 30)} is no count; write a whole number, 0 or more.`)
}

function numberOf(cell: string | boolean): number {
  if (typeof cell === 'boolean') return NaN
  const text = plain(cell).replace(UNIT, '').replace(/(\d),(?=\d{3}(\D|$))/g, '$1')
  if (text in CHINESE) return CHINESE[text] as number
  return /^\d+(\.0+)?$/.test(text) ? Number(text) : NaN
}

/** what nearly every cell of a coordinate is: nothing about it needs to be made plain */
const DECIMAL = /^-?\d{1,9}\.\d{1,15}$/
const DMS = /^([NSEW东西南北]?)[经纬]?\s*(\d{1,3})\s*[°度]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:''|["″秒])\s*)?([NSEW]?)$/i

/** One number of a pair of coordinates, in degrees or metres as it stands; 104°03′05″E becomes degrees. */
export function parseCoordinate(cell: FilledCell): Outcome {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : badCoordinate(cell)
  if (typeof cell === 'boolean') return badCoordinate(cell)
  if (DECIMAL.test(cell)) return Number(cell)
  const text = plain(cell).replace(/[°度]$/, '')
  if (/^[-+]?\d+(\.\d+)?(e-?\d{1,2})?$/i.test(text)) return Number(text)
  // NFKC turns the prime marks of some keyboards into two
  const match = DMS.exec(plain(cell).replace(/′′/g, '″'))
  if (!match) return badCoordinate(cell)
  const degrees = Number(match[2]) + Number(match[3] ?? 0) / 60 + Number(match[4] ?? 0) / 3600
  return /[SW西南]/i.test(`${match[1]}${match[5]}`) ? -degrees : degrees
}

function badCoordinate(cell: FilledCell): Bad {
  return new Bad('coordinate-unreadable', `${String(cell).slice(0, 30)} 不是坐标，应为十进制度（如 104.0483）或米。`,
    `${String(cell).slice(0, 30)} is no coordinate; write decimal degrees (as 104.0483) or metres.`)
}
