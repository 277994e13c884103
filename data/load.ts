/** Fills an empty database with the fictional county: one transaction, so a killed load leaves nothing behind. */
import { countyDay } from '../api/county-day.ts'
import { createDemoAccounts } from '../api/demo-accounts.ts'
import type { Config } from '../api/config.ts'
import type { Db, Tx } from '../api/db/db.ts'
import type { Log } from '../api/db/log.ts'
import { sqlFolder } from '../api/sql.ts'
import { basemapFolder } from './basemap-folder.ts'
import { DEMO_SEED, generateCounty } from './county/county.ts'
import type { County, Level } from './county/types.ts'
import { writeCounty } from './county/write.ts'
import { copyResponses, responseTables } from './load-responses.ts'
import { copyMatters } from './load-petitions.ts'
import { DEMO_PETITIONS } from './petitions/matters.ts'
import { table } from './tables.ts'

export interface DemoOptions {
  /** petitions in all; default 3,400, the county's real scale */
  petitions?: number
  seed?: number
  /** last day of the data, yyyy-MM-dd; default yesterday in the county */
  until?: string
  onProgress?: (progress: DemoProgress) => void
}

export interface DemoProgress {
  phase: 'making' | 'writing' | 'counting' | 'tidying'
  /** petitions that were made */
  rows: number
  total: number
}

const budgetMs = 3_600_000
/** Of more petitions it would take longer than everything else; the program does it afterwards, by night where they are many (api/same/keep-same.ts). */
const mostCompared = 10_000

/** The last day of a fresh demonstration, yyyy-MM-dd: yesterday in the county. */
export const yesterday = (): string => countyDay(Date.now() - 86_400_000)

async function putTerritory(tx: Tx, county: County, sql: ReadonlyMap<string, string>): Promise<void> {
  const run = (name: string, rows: unknown): Promise<unknown> => tx.query(sql.get(name) ?? '', [JSON.stringify(rows), county.code])
  for (const level of ['county', 'township', 'village', 'group'] satisfies Level[]) {
    const units = county.units.filter((unit) => unit.level === level)
    await run('units', units.map(({ point: [lon, lat], ...unit }) => ({ ...unit, lon, lat })))
  }
  await run('unit-names', county.units.flatMap(({ code, name, aliases }) => [
    { code, name, kind: 'official' }, ...aliases.map((alias) => ({ code, name: alias, kind: 'alias' })),
  ]))
  await run('key-areas', county.key_areas)
  await run('departments', table('departments'))
}

/** Takes the demo county out again; nothing but its own rows. */
async function clear(tx: Tx, code: string): Promise<void> {
  for (const name of ['joint_response', 'revisit', 'import_run', 'misconduct_count', 'placeholder_point', 'same_gram', 'petition_tally', 'clock_tally', 'tile_cell', 'matter',
    'department', 'key_area', 'unit_name']) {
    await tx.query(`delete from ${name} where county_code = $1`, [code])
  }
  await tx.query('delete from account_scope where unit_id in (select id from admin_unit where county_code = $1)', [code])
  await tx.query('update admin_unit set parent_id = null where county_code = $1', [code])
  await tx.query('delete from admin_unit where county_code = $1', [code])
}

/** The units that the demo accounts of lower level look after: those with the first key area in them. */
export async function accountScopes(db: Pick<Db, 'query'>, code: string): Promise<{ county: number; township: number; village: number; group: number }> {
  const { rows: [row] } = await db.query<{ county: number; township: number; village: number; group: number }>(`
    select u.county_id as county, u.township_id as township, u.village_id as village, u.id as group
    from matter m join admin_unit u on u.id = m.group_id
    where m.county_code = $1 and m.area_id is not null
    group by u.id order by count(*) desc, u.code limit 1`, [code], { budgetMs })
  if (row === undefined) throw new Error('the demo county has no placed matter')
  return row
}

/**
 * Loads (or reloads) the demo county. Petitions are streamed: memory does not grow with their number.
 * @throws Error when the database already serves another county
 */
export async function loadDemo(db: Db, config: Pick<Config, 'dataDir'>, log: Log, options: DemoOptions = {}): Promise<void> {
  const { petitions = DEMO_PETITIONS, seed = DEMO_SEED, until = yesterday() } = options
  const tell = (phase: DemoProgress['phase'], rows = petitions): void => options.onProgress?.({ phase, rows, total: petitions })
  const county = generateCounty(seed)
  const sql = await sqlFolder('demo')
  log.info('地形、区划与底图已生成，正在写入… / terrain, units and base map made, writing ...')
  await db.transaction(async (tx) => {
    const { rows: [other] } = await tx.query('select from admin_unit where county_code <> $1 limit 1', [county.code])
    if (other) throw new Error('数据库中已有其他县的数据，不能载入示例县 / the database already serves another county')
    // petitions are made between two statements, on a busy machine for longer than the server lets a transaction idle
    await tx.query(`select set_config('app.bulk', 'on', true), set_config('idle_in_transaction_session_timeout', '0', true)`)
    await clear(tx, county.code)
    await tx.query(`insert into setting (key, value) values ('county_code', to_jsonb($1::text))
      on conflict (key) do update set value = excluded.value`, [county.code])
    await putTerritory(tx, county, sql)
    await copyMatters(tx, county, { petitions, seed, until, onProgress: (rows, writing) => { tell(writing ? 'writing' : 'making', rows) } }, sql)
    tell('counting')
    await copyResponses(tx, county, { until, seed })
    await tx.query(sql.get('matter-care') ?? '', [county.code, until])
    await tx.query(sql.get('matter-revisits') ?? '', [county.code, until])
    await tx.query(sql.get('matter-events') ?? '', [county.code])
    if (petitions <= mostCompared) {
      await tx.query('select count_same_grams($1)', [county.code])
      await tx.query('select look_for_same($1, t.township) from same_to_look($1) t', [county.code])
    }
    await tx.query('select rebuild_pyramid($1)', [county.code])
    await tx.query('select refresh_tallies($1)', [county.code])
    await tx.query('select touch_data($1)', [county.code])
    await tx.query(`select record_audit('load-demo', 'county', $1, $2::jsonb)`, [county.code, JSON.stringify({ petitions, seed, until })])
  }, { budgetMs })
  tell('tidying')
  for (const name of ['admin_unit', 'unit_part', 'matter', 'petition', 'petition_tally', 'clock_tally', 'tile_cell', 'matter_care', 'matter_event', 'same_pair', 'same_look', 'same_gram', ...responseTables]) {
    await db.query(`vacuum analyze ${name}`, [], { budgetMs })
  }
  writeCounty(county, basemapFolder(config.dataDir))
  await createDemoAccounts(db, await accountScopes(db, county.code))
  await db.notify('outbox', county.code)
}
