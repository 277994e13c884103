/**
 * The matrix tested: every policy is taken away and opened wide, row-level security is switched off table by table, and
 * the functions that say what a caller sees are made to say "everything". Each time the matrix must turn red.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { asCaller, rolledBack, testDb } from '../setup/engines.ts'
import { expected } from './expected.ts'
import { faultsOfTables } from './structure.ts'
import { askWithin, differences, readWorld, type World } from './table-matrix.ts'
import { createWorld } from './world.ts'

interface Policy { name: string, table: string, reads: string | null, writes: string | null, roles: string }

interface Mutant { says: string, sql: string, table: string }

/** Sees everything although a rule of expected.ts binds it: opening such a policy must show. */
const isOpen = (expression: string | null): boolean => expression === null || expression === 'true'

function mutantsOf({ name, table, reads, writes, roles }: Policy): Mutant[] {
  const at = `${name} on ${table}`
  const mutants = [{ says: `without ${at}`, sql: `drop policy ${name} on ${table}`, table }]
  if (!isOpen(reads)) mutants.push({ says: `${at} reads all`, sql: `alter policy ${name} on ${table} using (true)`, table })
  if (!isOpen(writes)) mutants.push({ says: `${at} writes all`, sql: `alter policy ${name} on ${table} with check (true)`, table })
  if (name === 'owner_works') mutants.push({ says: `${at} for everybody (was ${roles})`, sql: `alter policy ${name} on ${table} to public`, table })
  return mutants
}

/** A function whose words are all that a policy says: everything seen, and what turns red by it. */
const scopes: { says: string, sql: string, tables: string[] }[] = [
  { says: 'scope_units() gives all units', tables: ['admin_unit', 'matter', 'petition', 'petition_tally', 'tile_cell'], sql: `
    create or replace function scope_units() returns int[] language sql stable security definer parallel safe
    set search_path = public as 'select array_agg(id) from admin_unit'` },
  { says: 'scope_counties() gives all counties', tables: ['matter', 'petition', 'import_run', 'petitioner', 'misconduct_count'], sql: `
    create or replace function scope_counties() returns text[] language sql stable security definer parallel safe
    set search_path = public as 'select array_agg(distinct county_code) from admin_unit'` },
  { says: 'scope_areas() gives all areas', tables: ['key_area', 'outbox'], sql: `
    create or replace function scope_areas() returns int[] language sql stable security definer parallel safe
    set search_path = public as 'select array_agg(id) from key_area'` },
]

describe('the matrix of tables', () => {
  let db: Db
  let world: World
  let policies: Policy[]
  beforeAll(async () => {
    db = await testDb()
    await createWorld(db)
    world = await readWorld(db)
    policies = (await db.query<Policy>(`
      select policyname as name, tablename as table, qual as reads, with_check as writes, roles::text as roles
      from pg_policies where schemaname = 'public' order by 2, 1`)).rows
  })
  afterAll(() => db.close())

  const rows = async (tx: Tx, name: string): Promise<string[]> => {
    const table = world.tables.get(name)
    return table ? await differences(world, table, askWithin(tx, asCaller)) : []
  }
  const red = async (tx: Tx, { sql, table }: Mutant, also: (tx: Tx) => Promise<string[]>): Promise<string[]> => {
    await tx.query(sql)
    const faults = await also(tx)
    return faults.length > 0 ? faults : await rows(tx, table)
  }

  test('turns red for every policy that is dropped or opened, one at a time', async () => {
    const survivors: string[] = []
    for (const mutant of policies.flatMap(mutantsOf)) {
      const found = await rolledBack(db, (tx) => red(tx, mutant, mutant.says.includes('owner_works') ? faultsOfTables : async () => []))
      if (found.length === 0) survivors.push(mutant.says)
    }
    expect(policies.length).toBeGreaterThan(60)
    expect(survivors).toEqual([])
  })

  test('turns red for every table whose row-level security is off, by rows wherever a rule binds rows', async () => {
    const survivors: string[] = []
    for (const name of world.tables.keys()) {
      const rules = Object.values(expected[name]?.select ?? {})
      const bound = rules.some((rule) => !rule({ name: '?', role: '?', scope: [], disabled: false }, { key: '', place: 'A1a' }))
      const mutant = { says: name, sql: `alter table ${name} disable row level security`, table: name }
      const found = await rolledBack(db, (tx) => red(tx, mutant, bound ? async () => [] : faultsOfTables))
      if (found.length === 0) survivors.push(name)
    }
    expect(survivors).toEqual([])
  })

  test('turns red in every table that leans on a scope which says everything', async () => {
    const survivors: string[] = []
    for (const { says, sql, tables } of scopes) {
      for (const table of tables) {
        const found = await rolledBack(db, (tx) => red(tx, { says, sql, table }, async () => []))
        if (found.length === 0) survivors.push(`${says}: ${table}`)
      }
    }
    expect(survivors).toEqual([])
  })

  test('is green again when nothing is mutated', async () => {
    const found = await rolledBack(db, async (tx) => [...await faultsOfTables(tx), ...await rows(tx, 'matter'), ...await rows(tx, 'outbox')])
    expect(found).toEqual([])
  })
})
