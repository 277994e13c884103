/** The tables of this folder, read once: UTF-8 csv without quoting, first line the column names. */
import { readFileSync } from 'node:fs'

export type TableName = 'categories' | 'demands' | 'departments' | 'holidays' | 'paraphrases' | 'phrases' | 'topics'
const known = new Map<TableName, Record<string, string>[]>()

/** Rows of `data/<name>.csv` by column name, all values as text. Throws where a line has too few or too many cells. */
export function table(name: TableName): readonly Record<string, string>[] {
  const before = known.get(name)
  if (before) return before
  // what every installation has is migrated from sql/reference; only the demo's own tables live here
  const folder = name === 'categories' || name === 'holidays' ? '../sql/reference/' : './'
  const [head, ...lines] = readFileSync(new URL(`${folder}${name}.csv`, import.meta.url), 'utf8').trimEnd().split('\n')
  const columns = (head ?? '').split(',')
  const rows = lines.map((line, i) => {
    const cells = line.split(',')
    if (cells.length !== columns.length) {
      throw new Error(`${name}.csv 第${i + 2}行应有${columns.length}列 (line ${i + 2} must have ${columns.length} cells)`)
    }
    return Object.fromEntries(columns.map((column, k) => [column, cells[k] ?? '']))
  })
  known.set(name, rows)
  return rows
}
