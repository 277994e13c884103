/** The ledger that a planner really gets: title, period, two header rows with merges, full-width digits, dates in words. */
import iconv from 'iconv-lite'
import { workbook, type SheetCell } from '../importers/workbook.ts'

export const person = '欧阳金丝雀'
const phone = '13812340987'
/** what must never reach a browser */
export const canaries = [person, phone, '金丝雀被举报人']

const header: SheetCell[][] = [
  ['信访件编号', '信访人情况', null, '来访情况', null, null, '问题地点', '诉求', '信访目的', '办理', null],
  [null, '姓名', '手机号码', '日子', '信访形式', '信访人数', null, null, null, '责任单位', '是否办结'],
]

/** 30 rows of data; the one of 31 February cannot be read, the last is a report of misconduct. */
export function ledgerRows(town: string): SheetCell[][] {
  const row = (n: number): SheetCell[] => [
    `ＺＭ２０２６${String(n).padStart(3, '0')}`, `${person}${n}`, phone, n === 7 ? '2026年2月31日' : `2026年10月${(n % 28) + 1}日`, n % 3 ? '来访' : '电话', '３',
    `示例县${town}`, `反映道路损毁第${n}处，联系电话${phone}`, '申诉求决', '交通运输局', n % 4 ? '否' : '是',
  ]
  const report = row(30).map((cell, i) => i === 7 ? '金丝雀被举报人' : i === 8 ? '检举控告' : cell)
  return [
    ['示例县信访事项台账（2026年第四季度）'], ['填报单位：示例县信访局', null, null, null, null, null, null, '统计时间：2026年10月'],
    ...header, ...Array.from({ length: 29 }, (_, i) => row(i + 1)), report, ['合计', null, null, null, null, 90],
  ]
}

export const ledgerWorkbook = (town: string): Buffer => workbook([{
  name: '台账', rows: ledgerRows(town), merges: ['A1:K1', 'A3:A4', 'B3:C3', 'D3:F3', 'G3:G4', 'H3:H4', 'I3:I4', 'J3:K3'],
}])

/** The same as old systems write it: one header row, GB18030, and no merges. */
export function ledgerCsv(town: string): Buffer {
  const lines = ledgerRows(town).filter((_, i) => i !== 2)
    .map((cells, i) => (i === 2 ? ['信访件编号', '姓名', '手机号码', '日子', '信访形式', '信访人数', '问题地点', '诉求', '信访目的', '责任单位', '是否办结'] : cells).map((cell) => cell ?? '').join(','))
  return iconv.encode(lines.join('\r\n'), 'gb18030')
}
