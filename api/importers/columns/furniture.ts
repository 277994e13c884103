import type { Cell, SkipReason } from '../types.ts'
import { cellText } from './header-text.ts'

const TOTAL = /^(.{0,6}(合计|小计|总计|共计)|累计|total|sub-?total|grand ?total)[:：]?$/i
const NOTE = /^(注|备注|说明|填表人|填报人|填报单位|制表|制表人|制表单位|制表日期|审核|审核人|统计时间|打印时间|打印日期|导出时间|单位负责人|负责人|联系电话)[:：]/
const NUMBERED = /^[(（]?(\d{1,2}|[甲乙丙丁戊己庚辛])[)）]?$/

/**
 * Whether a row under the header is no data: blank, a total, a note, the header again (printed on every page), or the
 * row of column numbers that statistics forms carry.
 * @param header last header row as it stands in the file; empty when there is none
 * @param first the row directly below the header
 */
export function skipReason(row: Cell[], header: string[], first: boolean): SkipReason | undefined {
  let at = 0
  while (at < row.length && (row[at] === null || row[at] === '')) at++
  while (at < row.length && cellText(row[at]) === '') at++
  if (at >= row.length) return 'blank'
  const lead = row[at]
  if (typeof lead === 'string') {
    if (lead.length <= 20 && TOTAL.test(lead.replace(/\s+/g, ''))) return 'total'
    if (header.length > 0 && header[at] === lead.trim() && sameAsHeader(row, header)) return 'repeated-header'
    if (NOTE.test(lead.trim()) && filled(row) <= Math.max(2, row.length / 3)) return 'note'
  } else if (at === 0 && row.length > 1 && typeof row[1] === 'string' && TOTAL.test(row[1].replace(/\s+/g, ''))) {
    return 'total'
  }
  return first && isColumnNumbers(row) ? 'column-numbers' : undefined
}

function sameAsHeader(row: Cell[], header: string[]): boolean {
  const same = row.filter((cell, i) => cellText(cell) !== '' && cellText(cell) === header[i]).length
  return same >= 2 && same >= filled(row) * 0.6
}

function isColumnNumbers(row: Cell[]): boolean {
  const texts = row.map((cell) => cellText(cell).normalize('NFKC')).filter(Boolean)
  if (texts.length < 3 || !texts.every((text) => NUMBERED.test(text))) return false
  const numbers = texts.map((text) => Number(text.replace(/\D/g, ''))).filter((number) => number > 0)
  return numbers.length >= 2 && numbers.every((number, i) => i === 0 || number === (numbers[i - 1] as number) + 1)
}

function filled(row: Cell[]): number {
  return row.filter((cell) => cellText(cell) !== '').length
}
