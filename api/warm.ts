import type { Db } from './db/db.ts'
import type { Log } from './db/log.ts'

/**
 * Index scans on purpose: what a sequential one reads of a large table leaves the server's memory again. The clocks' index stands for
 * itself, as most figures read nothing else of the matters.
 */
const reads = [
  'select count(p.category) from petition p where p.received_on > $$-infinity$$',
  'select count(m.title) from matter m where m.county_code = installation_county()',
  'select count(m.opinion_on) from filtered_matters($${}$$) m',
]

/** Share of the server's memory that may be filled so. */
const fits = `
  select sum(pg_total_relation_size(c)) < 0.75 * (select setting::float8 * 8192 from pg_settings where name = 'shared_buffers') as fits
  from unnest('{petition,matter}'::regclass[]) c`

/**
 * Reads what every answer needs into the memory of the server, beside the first answers: of a county of a million petitions the first
 * question of each kind would otherwise wait half a second for the disk. Nothing where the county is larger than that
 * memory, and nothing on the embedded engine, whose one session it would keep busy. Tells whether it read.
 */
export async function warm(db: Db): Promise<boolean> {
  if (db.engine !== 'server') return false
  return await db.transaction(async (tx) => {
    const { rows: [row] } = await tx.query<{ fits: boolean }>(fits)
    if (row?.fits !== true) return false
    await tx.query('set local enable_seqscan = off')
    await tx.query('set local enable_bitmapscan = off')
    for (const sql of reads) await tx.query(sql)
    return true
  }, { budgetMs: 60_000 })
}

/** The same while the program already answers; a failure costs nothing but the first answers' time. */
export const warmAside = (db: Db, log: Log): void => {
  warm(db).catch((error: unknown) => log.warn(`预读未完成 / reading ahead failed: ${String(error)}`))
}
