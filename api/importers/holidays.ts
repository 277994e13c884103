import { flagReason } from './flag-words.ts'
import { rowsOf } from './read-file.ts'
import { rejectRow } from './reject-row.ts'
import type { Importer, ReadWork, WorkDone, WriteWork } from './run.ts'
import { runScript } from './script.ts'

type Days = Map<string, { line: number; isWorkday: boolean; name: string | null }>

/** Holidays and make-up workdays of a year; the due dates of open matters follow. */
export const holidays: Importer<Days> = { read: readDays, write: writeDays }

async function readDays({ opened, results, progress }: ReadWork): Promise<Days> {
  const days: Days = new Map()
  let rows = 0
  for await (const batch of opened.reading.batches) {
    rows += batch.lines.length
    for (const row of rowsOf(batch, opened.understood.fields)) {
      const { date, is_workday: isWorkday, name } = row.values
      if (rejectRow(row, batch, opened.understood, results)) continue
      if (typeof date !== 'string' || typeof isWorkday !== 'boolean') continue
      if (row.flags.length > 0) results.flag(row.line, row.flags.map((flag) => flagReason(flag)))
      const before = days.get(date)
      if (before) {
        results.reject(row.line, [{
          code: 'duplicate-date', column: 'date', message_zh: `日期 ${date} 在第 ${before.line} 行已出现`, message_en: `the date ${date} is in line ${before.line} already`,
        }])
      } else days.set(date, { line: row.line, isWorkday, name: typeof name === 'string' ? name : null })
    }
    progress.reading(batch.progress, rows, days.size)
  }
  return days
}

async function writeDays({ tx, county, run, progress }: WriteWork, days: Days): Promise<WorkDone> {
  progress.writing(1)
  const list = [...days]
  const { rows: [counts] } = await tx.query<WorkDone>(`
    with given as (
      select d::date as day, w as is_workday, n as name from unnest($1::text[], $2::boolean[], $3::text[]) g (d, w, n)
    ), compared as (
      select g.*, c.day is null as is_new, (c.is_workday, c.name, c.status) is distinct from (g.is_workday, g.name, 'notice') as differs
      from given g left join calendar_day c on c.day = g.day
    ), before as (
      insert into import_before (county_code, run_id, table_name, row_id, before)
      select $4, $5, 'calendar_day', c.day - date '2000-01-01', to_jsonb(c)
      from calendar_day c join compared x on x.day = c.day and x.differs
    ), written as (
      insert into calendar_day (day, is_workday, name, status) select day, is_workday, name, 'notice' from compared where differs
      on conflict (day) do update set is_workday = excluded.is_workday, name = excluded.name, status = excluded.status
    )
    select count(*) filter (where is_new)::int as created, count(*) filter (where differs and not is_new)::int as updated,
      count(*) filter (where not differs)::int as unchanged from compared`,
  [list.map(([day]) => day), list.map(([, { isWorkday }]) => isWorkday), list.map(([, { name }]) => name), county, run])
  if (!counts) throw new Error('the counts must come back')
  if (counts.created + counts.updated > 0) await runScript(tx, 'recount-dues', [county])
  return counts
}
