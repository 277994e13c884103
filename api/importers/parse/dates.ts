import { Bad, type FilledCell, Flagged, type Outcome, type Parser, plain } from './outcome.ts'
import { serialToIso } from './serial-dates.ts'

export interface DateOptions {
  /** the workbook counts days from 1904 */
  date1904?: boolean
  /** `5/3/2026` is the fifth of March; the default is the American 3 May */
  dayFirst?: boolean
  /** `yyyy-MM-dd` in county time; a later date is refused. Absent: any date may lie ahead */
  notAfter?: string
}

const YEAR_FIRST = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?:[T\s,]+(.*))?$/
const YEAR_LAST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T\s,]+(.*))?$/
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:\s?(\d{2})(\d{2})(\d{2})?)?$/
const TIME = /^(上午|下午|晚上|中午)?\s*(\d{1,2})[:时点](\d{1,2})?(?:[:分](?:(\d{1,2})(?:[.,]\d+)?)?)?秒?\s*([AaPp][Mm])?\s*(Z|[+-]\d{2}:?\d{2})?$/
const CHINESE_DIGITS: Record<string, string> = { 〇: '0', 零: '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' }
/** values that programs write for "no date"; an open end needs no date either */
const SENTINELS = new Set(['1899-12-30', '1899-12-31', '1970-01-01', '9999-12-31', '2099-12-31', '9999-01-01'])
const CACHE_LIMIT = 20_000

/**
 * A date cell to `yyyy-MM-dd` in county time (+08:00). Takes 2026-03-05, 2026/3/5, 2026年3月5日, 20260305, 3/5/2026,
 * 二〇二六年三月五日, each with a time of day or an offset, and spreadsheet serials.
 * The null dates of other programs (1900-01-01 and its like) become null with the flag `sentinel-date`.
 */
export function dateParser(options: DateOptions = {}): Parser {
  const cache = new Map<FilledCell, Outcome>()
  return (cell) => {
    const known = cache.get(cell)
    if (known !== undefined) return known
    const outcome = parseDate(cell, options)
    if (cache.size < CACHE_LIMIT) cache.set(cell, outcome)
    return outcome
  }
}

export function parseDate(cell: FilledCell, options: DateOptions = {}): Outcome {
  if (typeof cell === 'boolean') return notADate(String(cell))
  const text = typeof cell === 'number' ? String(cell) : withoutChineseDigits(plain(cell))
  const found = typeof cell === 'number' ? fromNumber(cell, options) : fromText(text, options)
  if (found instanceof Bad) return found
  if (found <= '1901-01-01' || SENTINELS.has(found)) return new Flagged(null, 'sentinel-date')
  if (options.notAfter && found > options.notAfter) {
    return new Bad('date-in-future', `日期 ${found} 晚于今天。`, `The date ${found} lies in the future.`)
  }
  return found
}

function fromNumber(value: number, options: DateOptions): string | Bad {
  if (Number.isInteger(value) && value >= 19_000_101 && value <= 21_001_231) return fromText(String(value), options)
  return (value >= 1 && value < 80_000 ? serialToIso(value, options.date1904)?.slice(0, 10) : undefined) ?? notADate(String(value))
}

function fromText(text: string, options: DateOptions): string | Bad {
  let match = YEAR_FIRST.exec(text)
  if (match) return build(match[1], match[2], match[3], match[4], text)
  match = COMPACT.exec(text)
  if (match) return build(match[1], match[2], match[3], match[4] ? `${match[4]}:${match[5]}:${match[6] ?? '00'}` : undefined, text)
  match = YEAR_LAST.exec(text)
  if (match) {
    const [, a, b, year, time] = match
    const dayFirst = options.dayFirst || Number(a) > 12
    return build(year, dayFirst ? b : a, dayFirst ? a : b, time, text)
  }
  if (/^\d{5}(\.\d+)?$/.test(text)) return fromNumber(Number(text), options)
  if (/^\d{4}[-/.年]\d{1,2}月?$/.test(text)) {
    return new Bad('date-incomplete', `日期 ${text} 缺少日，应为 yyyy-MM-dd。`, `The date ${text} has no day; write yyyy-MM-dd.`)
  }
  if (/^\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}/.test(text)) {
    return new Bad('date-two-digit-year', `日期 ${text.slice(0, 20)} 的年份只有两位，应为 yyyy-MM-dd。`,
      `The year of ${text.slice(0, 20)} has two digits; write yyyy-MM-dd.`)
  }
  return notADate(text)
}

function build(year: string | undefined, month: string | undefined, day: string | undefined, time: string | undefined, text: string): string | Bad {
  const y = Number(year)
  const m = Number(month)
  const d = Number(day)
  if (y === 0 || (m === 0 && d === 0)) return '1900-01-01'
  if (m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) {
    return new Bad('date-invalid', `没有 ${text.slice(0, 30)} 这一天。`, `There is no such day as ${text.slice(0, 30)}.`)
  }
  const date = `${String(y).padStart(4, '0')}-${m < 10 ? '0' : ''}${m}-${d < 10 ? '0' : ''}${d}`
  return time === undefined || time === '' ? date : withTime(date, time, text)
}

/** The time of day matters only where an offset moves the date. */
function withTime(date: string, time: string, text: string): string | Bad {
  const match = TIME.exec(time.trim())
  if (!match) return notADate(text)
  const hour = Number(match[2])
  const minute = Number(match[3] ?? 0)
  if (hour > 24 || minute > 59 || Number(match[4] ?? 0) > 60) return notADate(text)
  const offset = match[6]
  if (!offset || offset === '+08:00' || offset === '+0800') return date
  const minutes = offset === 'Z' ? 0 : (offset[0] === '-' ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2)))
  const instant = Date.parse(`${date}T00:00:00Z`) + (hourOfDay(hour, match[1] ?? match[5]) * 60 + minute - minutes + 480) * 60_000
  return new Date(instant).toISOString().slice(0, 10)
}

/** A clock that counts to twelve says which half of the day it means. */
function hourOfDay(hour: number, half = ''): number {
  if (/^(下午|晚上|pm)$/i.test(half) && hour < 12) return hour + 12
  return /^am$/i.test(half) && hour === 12 ? 0 : hour
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** 二〇二六年三月十五日 -> 2026年3月15日; text without such digits is left alone. */
function withoutChineseDigits(text: string): string {
  if (!/^[〇零一二三四五六七八九]{4}年/.test(text)) return text
  return text
    .replace(/([一二三四五六七八九]?)十([一二三四五六七八九]?)/g, (_all, tens: string, ones: string) => `${CHINESE_DIGITS[tens] ?? '1'}${CHINESE_DIGITS[ones] ?? '0'}`)
    .replace(/[〇零一二三四五六七八九]/g, (digit) => CHINESE_DIGITS[digit] ?? digit)
}

function notADate(text: string): Bad {
  return new Bad('date-unreadable', `${text.slice(0, 30)} 不是日期，应为 yyyy-MM-dd。`,
    `${text.slice(0, 30)} is no date; write yyyy-MM-dd.`)
}
