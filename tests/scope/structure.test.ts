import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines, rolledBack } from '../setup/engines.ts'
import {
  bigTables, faultsOfBigTables, faultsOfFunctions, faultsOfGrants, faultsOfPolicies, faultsOfTables, faultsOfTriggers, faultsOfViews,
  lookedAt, ownersAlone,
} from './structure.ts'

/** Each look at the structure, with a change that it must notice. */
const looks = [
  ['row-level security is on and forced everywhere', faultsOfTables, 'create table noticed (id int)'],
  ['every table has a policy or a reason why nobody reaches it', faultsOfPolicies, 'create table noticed (id int)'],
  ['no view looks past the policies', faultsOfViews, 'create view noticed as select * from matter'],
  ['no view is materialised', faultsOfViews, 'create materialized view noticed as select * from matter'],
  ['functions of the owner have a fixed search path', faultsOfFunctions, `create function noticed() returns int
    language sql security definer as 'select 1'`],
  ['functions of the owner that anybody may call were looked at', faultsOfFunctions, `create function noticed() returns int
    language sql security definer set search_path = public as 'select 1'`],
  ['nothing is granted to everybody', faultsOfGrants, 'grant select on matter to public'],
  ['no column is granted to everybody', faultsOfGrants, 'grant select (id) on matter to public'],
  ['no role of a caller stands above the policies', faultsOfGrants, 'grant create on schema public to rg_office'],
  ['keys of big tables hold the county', faultsOfBigTables, 'create unique index noticed on matter (id)'],
  ['big tables number their rows in bigint', faultsOfBigTables, 'alter table audit add noticed int generated always as identity'],
  ['triggers fire for rows', faultsOfTriggers, `create trigger noticed after insert on matter
    for each statement execute function refuse_audit_change()`],
] as const

describe.each(engines)('the structure of the database on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())

  test.each(looks)('%s', async (_says, faults, change) => {
    expect(await faults(db)).toEqual([])
    const noticed = await rolledBack(db, async (tx) => {
      await tx.query(change)
      return await faults(tx)
    })
    expect(noticed.join('\n')).toMatch(/noticed|matter|rg_office/)
  })

  test('the lists of exceptions and of big tables name only what is there', async () => {
    const { rows: tables } = await db.query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace")
    const { rows: functions } = await db.query<{ name: string }>("select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef")
    const known = new Set([...tables, ...functions].map(({ name }) => name))
    expect([...bigTables, ...Object.keys(ownersAlone), ...Object.keys(lookedAt)].filter((name) => !known.has(name))).toEqual([])
  })
})
