/** Streams the generator into the database in chunks: stage by COPY, then place and insert set by set. */
import type { Tx } from '../api/db/db.ts'
import { copyLine } from '../api/db/copy-line.ts'
import type { County } from './county/types.ts'
import { matters } from './petitions/matters.ts'
import type { Matter, Petition } from './petitions/types.ts'

const chunkMatters = 150_000
const toldMatters = 5_000

const matterColumns = ['no', 'category', 'purpose', 'route', 'lon', 'lat', 'place_text', 'received_on', 'registered_on',
  'accepted_on', 'due_on', 'extended', 'opinion_on', 'closed_on', 'settled_on', 'settled_first', 'state', 'department',
  'hardship_yuan', 'title', 'text', 'sector', 'confidential'] as const satisfies (keyof Matter)[]
const petitionColumns = ['no', 'matter_no', 'received_on', 'registered_on', 'channel', 'people_count', 'level_lodged',
  'is_first'] as const satisfies (keyof Petition)[]

interface Chunk { matters: string[]; petitions: string[]; misconduct: { received_on: string; count: number }[] }

export interface Wanted {
  petitions: number
  seed: number
  until: string
  /** how many of the petitions are made, and whether they are being written now */
  onProgress?: (done: number, writing: boolean) => void
}

/** Cuts the stream into chunks of whole matters, as COPY lines. */
function* chunks(county: County, options: Wanted): Generator<Chunk> {
  let made = 0
  let chunk: Chunk = { matters: [], petitions: [], misconduct: [] }
  for (const item of matters(county, options)) {
    if (item.kind === 'misconduct') {
      chunk.misconduct.push(item)
      continue
    }
    chunk.matters.push(copyLine(matterColumns.map((column) => item.matter[column])))
    for (const petition of item.petitions) chunk.petitions.push(copyLine(petitionColumns.map((column) => petition[column])))
    made += item.petitions.length
    if (chunk.matters.length % toldMatters === 0) options.onProgress?.(made, false)
    if (chunk.matters.length >= chunkMatters) {
      yield chunk
      chunk = { matters: [], petitions: [], misconduct: [] }
    }
  }
  yield chunk
}

/** Writes all matters and petitions of the demo inside the caller's transaction, `app.bulk` on. */
export async function copyMatters(
  tx: Tx, county: County, options: Wanted, sql: ReadonlyMap<string, string>,
): Promise<void> {
  const run = (name: string, params: unknown[] = []): Promise<unknown> => tx.query(sql.get(name) ?? '', params)
  let done = 0
  for (const chunk of chunks(county, options)) {
    done += chunk.petitions.length
    options.onProgress?.(done, true)
    await run('stage-matters')
    await run('stage-petitions')
    await tx.copyIn('demo_matter', matterColumns, chunk.matters)
    await tx.copyIn('demo_petition', petitionColumns, chunk.petitions)
    await run('contacts')
    await run('fallback')
    await run('matters', [county.code])
    await run('petitions', [county.code])
    await run('fallback-found', [county.code])
    await tx.query(`insert into misconduct_count (county_code, received_on, n)
      select $1, received_on, sum(count) from jsonb_to_recordset($2::jsonb) m (received_on date, count int) group by received_on
      on conflict (county_code, received_on, import_run_id) do update set n = misconduct_count.n + excluded.n`,
    [county.code, JSON.stringify(chunk.misconduct)])
    for (const name of ['demo_matter', 'demo_petition', 'demo_contact', 'demo_fallback']) await tx.query(`drop table ${name}`)
  }
  for (const table of ['matter', 'petition']) {
    await tx.query(`select setval(pg_get_serial_sequence($1, 'id'), (select coalesce(max(id), 0) + 1 from ${table}))`, [table])
  }
}
