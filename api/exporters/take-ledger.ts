import { filterQuery, type Filter } from '../contract/filter.ts'
import type { PetitionRow } from '../contract/feeds/petitions.ts'
import { countyDay, countyTime } from '../county-day.ts'
import type { Caller, Db } from '../db/db.ts'
import { readBody, resolveFilter } from '../filtered.ts'
import { sqlFile } from '../sql.ts'
import { ledgerCsv, ledgerLimit } from './ledger.ts'

interface Page { rows: PetitionRow[]; total: number }

/** The ledger of a filter as the caller may see it, marked with who took it and when. What is overdue comes first. */
export async function takeLedger(db: Db, caller: Caller, user: string, filter: Filter): Promise<{ name: string; csv: string }> {
  const resolved = await resolveFilter(db, caller, filter)
  const options = JSON.stringify({ limit: ledgerLimit, sort: 'due' })
  const page: Page = JSON.parse(await readBody(db, caller, await sqlFile('feeds/petitions.sql'), [resolved, options]))
  const now = Date.now()
  const words = decodeURIComponent(filterQuery(filter).toString())
  return { name: `信访台账_${countyDay(now)}.csv`, csv: ledgerCsv(page.rows, { user, at: countyTime(now), filter: words, total: page.total }) }
}
