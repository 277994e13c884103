import { formulaError, isEmpty, Bad, type FilledCell } from '../parse/outcome.ts'
import { parsePoint } from '../parse/points.ts'
import type { Cell, FieldName, ImportKind } from '../types.ts'
import { fieldParser, isDateField } from './field-parsers.ts'

const CHANNEL = /来信|来访|走访|网上|网信|网投|电话|手机|微信|热线|邮件|信箱|12345|线上|online|phone|mobile|email|web|unknown|other|letter|visit/i
const PURPOSE = /建议|意见|检举|控告|揭发|求决|申诉|咨询|投诉|求助|表扬|感谢/
const STRICT = new Set<FieldName>([
  'lon', 'lat', 'people_count', 'household_count', 'households', 'year',
  'is_closed', 'is_first', 'is_collective', 'is_workday', 'confidential', 'official',
  'code', 'parent_code', 'unit_code', 'successor_code', 'predecessor_code', 'level',
])

/** Whether a field's values are more than text, so that a cell can be wrong. */
export function isTyped(field: FieldName): boolean {
  return STRICT.has(field) || isDateField(field)
}

/**
 * How well the values of a column fit a field, 0-1; 1 where nothing can be said. A name alone proves little: 办理情况 may
 * hold a state or a paragraph, 信访类型 a channel, a purpose or a category.
 */
export function valueFit(kind: ImportKind, field: FieldName, values: Cell[]): number {
  const filled = values.filter((value): value is FilledCell => !isEmpty(value))
  if (filled.length === 0) return 0.95
  const share = (test: (text: string) => boolean) => filled.filter((value) => test(String(value))).length / filled.length
  if (field === 'channel') return 0.4 + 0.6 * share((text) => CHANNEL.test(text))
  if (field === 'purpose') return 0.4 + 0.6 * share((text) => PURPOSE.test(text))
  if (field === 'category') return 1 - 0.5 * share((text) => CHANNEL.test(text) || PURPOSE.test(text))
  if (field === 'state') return 1 - 0.7 * share((text) => text.length > 15)
  if (field === 'point') return filled.filter((value) => !(parsePoint(value) instanceof Bad)).length / filled.length
  if (!isTyped(field)) return 1
  const parse = fieldParser(kind, field)
  const readable = filled.filter((value) => !formulaError(value) && !(parse(value) instanceof Bad)).length / filled.length
  return isDateField(field) ? 0.3 + 0.7 * readable : readable
}

/** True when a date column can only be day-first: `31/12/2026` appears and no `12/31/2026`. */
export function isDayFirst(values: Cell[]): boolean {
  let dayFirst = false
  for (const value of values) {
    const match = typeof value === 'string' ? /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}/.exec(value.trim()) : null
    if (match && Number(match[2]) > 12) return false
    if (match && Number(match[1]) > 12) dayFirst = true
  }
  return dayFirst
}
