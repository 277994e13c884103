import type { PetitionRow } from '../contract/feeds/petitions.ts'
import { csvText } from './csv.ts'

/** Rows that one export holds at most (practice; domain section 2.6). */
export const ledgerLimit = 5_000

const columns: [string, (row: PetitionRow) => string | number | boolean | null][] = [
  ['信访件编号', (row) => row.petition_no],
  ['事项编号', (row) => row.matter_no],
  ['信访日期', (row) => row.received_on],
  ['信访形式', (row) => row.channel_name],
  ['人次', (row) => row.people_count],
  ['初次/重复', (row) => row.kind === 'first' ? '初次' : '重复'],
  ['集体访', (row) => row.collective ? '是' : '否'],
  ['信访目的', (row) => row.purpose_name],
  ['内容分类', (row) => row.category_name],
  ['诉求', (row) => row.title],
  ['问题属地', (row) => row.unit_name],
  ['重点区域', (row) => row.area_name],
  ['状态', (row) => row.state_name],
  ['限办时间', (row) => row.due_on],
  // without a date to be late against it is not known
  ['是否超期', (row) => row.overdue ? '是' : row.due_on === null ? '' : '否'],
]

export interface LedgerMark {
  user: string
  /** yyyy-MM-dd HH:mm in the county: it is read on paper */
  at: string
  /** the filter in the words of the address */
  filter: string
  total: number
}

/** The ledger of a filter: header, one line per petition, and a last line that says who took it, when and of what. */
export function ledgerCsv(rows: readonly PetitionRow[], { user, at, filter, total }: LedgerMark): string {
  const shown = total > rows.length ? `前${rows.length}件，共${total}件` : `共${total}件`
  return csvText([
    columns.map(([header]) => header),
    ...rows.map((row) => columns.map(([, value]) => value(row))),
    [`导出人：${user}；时间：${at}；${shown}；筛选：${filter || '全部'}；内部使用 不得公开`],
  ])
}
