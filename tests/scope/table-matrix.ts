/** Asks the database, as every caller, for every row of every table in every way; compares with expected.ts. */
import type { Caller, Db, Tx } from '../../api/db/db.ts'
import { accountId, callerOf, databaseCallers, type Account } from './callers.ts'
import { expected, type Row, type Rule } from './expected.ts'
import { matterTags, tagOfUnit } from './places.ts'
import { documentId, matterId, petitionId } from './world.ts'
import { areaOfResponse, tagOfWork } from './world-responses.ts'

export interface Table {
  name: string
  /** SQL of the primary key as text */
  key: string
  columns: string[]
  rows: Row[]
}

export type Way = 'select' | 'insert' | 'update' | 'delete'
export interface World {
  tables: Map<string, Table>
  /** columns by role, table and way, as granted */
  grants: Map<string, string[]>
}

/** One statement after another, each undone at once: `said` is what it returned, `state` the SQLSTATE that refused it. */
const askFunction = `
  create function matrix.ask(statements text[]) returns table (said text, state text) language plpgsql as $$
  declare
    one text;
  begin
    foreach one in array statements loop
      begin
        execute one into said;
        raise exception using errcode = 'RGASK', message = coalesce(said, '');
      exception when others then
        state := sqlstate;
        said := sqlerrm;
      end;
      return next;
    end loop;
  end $$`

const tablesSql = `
  select c.relname as name,
    (select format('concat_ws(''|'', %s)', string_agg(quote_ident(a.attname), ', ' order by a.attname))
      from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey[0:i.indnkeyatts - 1])
      where i.indrelid = c.oid and i.indisprimary) as key,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' order by a.attnum) as columns
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by 1`
const grantsSql = `
  select r.rolname || ' ' || c.relname || ' ' || w.way as at, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  cross join (values ('SELECT'), ('INSERT'), ('UPDATE')) w (way)
  join pg_roles r on r.rolname like 'rg\\_%'
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_column_privilege(r.oid, c.oid, a.attnum, w.way)
  group by 1
  union all
  select r.rolname || ' ' || c.relname || ' DELETE', array['*']
  from pg_class c join pg_roles r on r.rolname like 'rg\\_%'
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege(r.oid, c.oid, 'DELETE')`

type Json = Record<string, unknown>

const tagOfMatter = (id: unknown): string => matterTags.find((tag) => matterId(tag) === id || petitionId(tag) === id) ?? 'Knone'
const number = (value: unknown): number | undefined => typeof value === 'number' && value !== 0 ? value : undefined

const ofMatter: ReadonlySet<string> = new Set(['place_history', 'matter_care', 'matter_stage', 'clock_pause', 'matter_event'])

function rowOf(table: string, key: string, row: Json): Row {
  const county = row.county_code === '980000' ? 'X' : 'K'
  const unit = table === 'admin_unit' ? number(row.id)
    : number(row.unit_id) ?? number(row.group_id) ?? number(row.village_id) ?? number(row.township_id)
  let place = unit === undefined ? county : tagOfUnit(unit)
  if (ofMatter.has(table)) place = tagOfMatter(row.matter_id)
  if (table === 'petitioner') place = tagOfMatter(row.petition_id)
  if (table === 'consultation_item') place = tagOfWork(Number(row.consultation_id))
  const area = table === 'key_area' ? number(row.id) : table === 'area_document_part' ? Number(row.document_id) - documentId(0) : table === 'area_succession' ? number(row.successor_id) : number(row.area_id) ?? areaOfResponse(number(row.response_id))
  return {
    key, place, area, ofUnit: unit !== undefined,
    ...(table === 'unit_succession' ? { places: [row.predecessor_id, row.successor_id].map((id) => tagOfUnit(Number(id))) } : {}),
    ...(typeof row.elder_id === 'number' ? { places: [tagOfMatter(row.elder_id), tagOfMatter(row.younger_id)] } : {}),
    ...(typeof row.account_id === 'string' ? { account: row.account_id } : {}),
    ...(typeof row.subject === 'string' ? { subject: row.subject } : {}),
  }
}

/** Reads, as the owner, what there is to see; lays copies beside it for the attempts to insert. */
export async function readWorld(db: Db): Promise<World> {
  await db.query('create schema matrix')
  await db.query(askFunction)
  const { rows: known } = await db.query<Omit<Table, 'rows'>>(tablesSql)
  const tables = new Map<string, Table>()
  for (const table of known) {
    const { rows } = await db.query<{ key: string, row: Json }>(
      `select ${table.key} as key, to_jsonb(t) as row from ${table.name} t order by 1 limit 60`)
    await db.query(`create table matrix.${table.name} as select ${table.key} as matrix_key, t.* from public.${table.name} t order by 1 limit 60`)
    tables.set(table.name, { ...table, rows: rows.map(({ key, row }) => rowOf(table.name, key, row)) })
  }
  await db.query('grant usage on schema matrix to public')
  await db.query('grant select on all tables in schema matrix to public')
  const { rows: granted } = await db.query<{ at: string, columns: string[] }>(grantsSql)
  return { tables, grants: new Map(granted.map(({ at, columns }) => [at, columns])) }
}

export const grantedColumns = (world: World, role: string, table: string, way: Way): string[] =>
  world.grants.get(`rg_${role} ${table} ${way.toUpperCase()}`) ?? []

interface Ask { way: Way | 'move', sql: string, row?: Row, target?: Row }

const placeColumns = ['county_code', 'township_id', 'village_id', 'group_id']
const keysOf = (change: string, key: string): string =>
  `with done as (${change} returning ${key} as k) select string_agg(k, ',' order by k) from done`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Every attempt of a caller on a table; ways that no grant allows are left out, the grants themselves are compared apart. */
function asksOf(world: World, { role, name }: Account, table: Table): Ask[] {
  const asks: Ask[] = []
  const columns = (way: Way): string[] => grantedColumns(world, role, table.name, way)
  if (columns('select').length > 0) {
    asks.push({ way: 'select', sql: `select string_agg(k, ',' order by k) from (select ${table.key} as k from ${table.name} order by 1 limit 60) s` })
  }
  const [changed] = columns('update')
  if (changed !== undefined) {
    asks.push({ way: 'update', sql: keysOf(`update ${table.name} set ${changed} = ${changed}`, table.key) })
  }
  if (columns('delete').length > 0) asks.push({ way: 'delete', sql: keysOf(`delete from ${table.name}`, table.key) })
  const given = columns('insert').filter((column) => table.columns.includes(column))
  // somebody else's name under an own deed is looked at apart (see "forged" in tables.test.ts)
  const values = given.map((column) => table.name === 'place_history' && column === 'account_id' ? `${literal(accountId(name))}::uuid` : column)
  if (given.length > 0) {
    for (const row of table.rows) {
      asks.push({
        way: 'insert', row,
        sql: `insert into ${table.name} (${given.join(', ')}) select ${values.join(', ')} from matrix.${table.name} where matrix_key = ${literal(row.key)} returning 'done'`,
      })
    }
  }
  const moved = placeColumns.filter((column) => table.columns.includes(column))
  if (moved.length > 0 && moved.every((column) => columns('update').includes(column))) {
    // every third row is enough to move from: all targets of one are all targets of its neighbour
    for (const row of table.rows.filter((_, at) => at % 3 === 0)) {
      for (const target of table.rows) {
        asks.push({
          way: 'move', row, target,
          sql: `update ${table.name} t set (${moved.join(', ')}) = (select ${moved.join(', ')} from matrix.${table.name}
            where matrix_key = ${literal(target.key)}) where ${table.key} = ${literal(row.key)} returning 'done'`,
        })
      }
    }
  }
  return asks
}

export type AskAs = (caller: Caller, statements: string[]) => Promise<{ said: string, state: string }[]>

const askSql = 'select said, state from matrix.ask($1::text[])'
export const askThrough = (db: Db): AskAs => async (caller, statements) =>
  await db.as(caller, async (tx) => (await tx.query<{ said: string, state: string }>(askSql, [statements])).rows)
export const askWithin = (tx: Tx, become: (tx: Tx, caller: Caller, work: (tx: Tx) => Promise<{ said: string, state: string }[]>) =>
Promise<{ said: string, state: string }[]>): AskAs => (caller, statements) =>
  become(tx, caller, async (as) => (await as.query<{ said: string, state: string }>(askSql, [statements])).rows)

/** The statement was let through by rights and policies, whatever a constraint said of it afterwards. */
const letThrough = (state: string): boolean => state !== '42501'

const ruleOf = (table: string, way: Way, role: string): Rule => expected[table]?.[way]?.[role] ?? (() => false)

function compare(caller: Account, table: Table, asks: readonly Ask[], answers: readonly { said: string, state: string }[]): string[] {
  const wrong: string[] = []
  const say = (text: string): void => { wrong.push(`${caller.name} ${text}`) }
  const allowed = (way: Way, row: Row): boolean => ruleOf(table.name, way, caller.role)(caller, row)
  for (const [at, { way, row, target }] of asks.entries()) {
    const { said = '', state = '' } = answers[at] ?? {}
    if (way === 'insert' && row) {
      if (letThrough(state) !== allowed('insert', row)) say(`${letThrough(state) ? 'may' : 'may not'} insert ${table.name} ${row.key} (${row.place}): ${state}`)
    } else if (way === 'move' && row && target) {
      const [did, may] = [said === 'done' || !['RGASK', '42501'].includes(state), allowed('update', row) && allowed('update', target)]
      if (did !== may) say(`${did ? 'may' : 'may not'} move ${table.name} ${row.key} (${row.place}) to ${target.place}: ${state} ${said}`)
    } else if (way !== 'insert' && way !== 'move') {
      if (state !== 'RGASK') say(`cannot ${way} ${table.name}: ${state} ${said}`)
      const got = new Set(said === '' ? [] : said.split(','))
      for (const one of table.rows) {
        if (got.has(one.key) !== allowed(way, one)) say(`${got.has(one.key) ? 'may' : 'may not'} ${way} ${table.name} ${one.key} (${one.place})`)
      }
    }
  }
  return wrong
}

/** What differs from expected.ts on a table, in words; nothing when the database keeps to it. */
export async function differences(world: World, table: Table, ask: AskAs): Promise<string[]> {
  const wrong: string[] = []
  for (const caller of databaseCallers) {
    const asks = asksOf(world, caller, table)
    if (asks.length === 0) continue
    wrong.push(...compare(caller, table, asks, await ask(callerOf(caller), asks.map(({ sql }) => sql))))
  }
  return wrong
}
