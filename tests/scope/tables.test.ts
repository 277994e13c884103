import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { callerRoles } from '../../api/db/caller.ts'
import { engines, rolledBack } from '../setup/engines.ts'
import { accountId, anonymous, callerOf, databaseCallers } from './callers.ts'
import { expected, hiddenColumns } from './expected.ts'
import { askThrough, differences, grantedColumns, readWorld, type Way, type World } from './table-matrix.ts'
import { unitBy } from './places.ts'
import { createWorld, matterId, petitionId } from './world.ts'

const ways: readonly Way[] = ['select', 'insert', 'update', 'delete']

describe.each(engines)('the database alone decides who sees and writes what, on $name', ({ open }) => {
  let db: Db
  let world: World
  beforeAll(async () => {
    db = await open()
    await createWorld(db)
    world = await readWorld(db)
  })
  afterAll(() => db.close())

  test('in tables that are all written down, each with rows to be seen', () => {
    expect([...world.tables.keys()].filter((name) => !(name in expected))).toEqual([])
    const empty = [...world.tables.values()].filter(({ rows }) => rows.length === 0).map(({ name }) => name)
    expect(empty).toEqual(['session'])
  })

  test('row by row for every caller: reading, inserting, changing, deleting and moving out of one\'s own units', async () => {
    const wrong: string[] = []
    for (const table of world.tables.values()) wrong.push(...await differences(world, table, askThrough(db)))
    expect(wrong).toEqual([])
  })

  test('with grants on no table and for no role but those written down', () => {
    const wrong: string[] = []
    for (const name of world.tables.keys()) {
      for (const role of callerRoles) {
        for (const way of ways) {
          const [granted, wanted] = [grantedColumns(world, role, name, way).length > 0, expected[name]?.[way]?.[role] !== undefined]
          if (granted !== wanted) wrong.push(`${role} ${granted ? 'may' : 'may not'} ${way} ${name}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  test('without the columns that a role must never read', () => {
    const wrong: string[] = []
    for (const [table, byRole] of Object.entries(hiddenColumns)) {
      for (const [only, columns] of Object.entries(byRole)) {
        for (const role of callerRoles) {
          if (only !== '*' && only !== role) continue
          const readable = grantedColumns(world, role, table, 'select')
          wrong.push(...columns.filter((column) => readable.includes(column)).map((column) => `${role} reads ${table}.${column}`))
        }
      }
    }
    expect(wrong).toEqual([])
  })

  const officer = callerOf(databaseCallers.find(({ name }) => name === 'office') ?? anonymous)
  const clerk = callerOf(databaseCallers.find(({ name }) => name === 'townshipA') ?? anonymous)

  /** Rows that a role sees without saying its scope, on connections that said one in an earlier transaction. */
  test('for a scope that was not said, or is empty, with nothing: a setting left behind opens no door', async () => {
    const counts = `select (select count(*) from admin_unit) + (select count(*) from matter) + (select count(*) from petition)
      + (select count(*) from key_area) + (select count(*) from petition_tally) + (select count(*) from tile_cell)
      + (select count(*) from outbox) as seen, current_setting('app.scope_units', true) as scope`
    const { rows: [before] } = await db.read<{ seen: number }>(officer, counts)
    expect(Number(before?.seen)).toBeGreaterThan(50)
    for (const say of [null, '', '{}']) {
      const row = await rolledBack(db, async (tx) => {
        if (say !== null) await tx.query(`select set_config('app.scope_units', $1, true)`, [say])
        await tx.query('set local role rg_office')
        return (await tx.query<{ seen: number, scope: string | null }>(counts)).rows[0]
      })
      expect(Number(row?.seen), `scope ${say}`).toBe(0)
      // the trap itself: once it was set, an absent setting is '' and not null
      if (say === null && db.engine === 'embedded') expect(row?.scope).toBe('')
    }
  })

  test.each([
    ['a petition for a matter out of sight', `insert into petition select county_code, 99001, ${matterId('B1b')}, received_on, registered_on,
      prev_on, due_on, closed_on, category, people_count, x, y, township_id, village_id, group_id, area_id, channel, lodged_level, purpose,
      sector, state, place_status, is_first, is_collective, is_open, 'forged' from petition where id = ${petitionId('A1a')}`],
    ['a petition that stands elsewhere than its matter', `insert into petition select county_code, 99002, ${matterId('A1a')}, received_on,
      registered_on, prev_on, due_on, closed_on, category, people_count, x, y, township_id, village_id, group_id, area_id, channel,
      lodged_level, purpose, sector, state, place_status, is_first, is_collective, is_open, 'forged' from petition where id = ${petitionId('A2b')}`],
    ['a change of place signed by somebody else', `insert into place_history (county_code, matter_id, account_id, reason, place_status)
      values ('990000', ${matterId('A1a')}, '${accountId('office')}', 'forged', 1)`],
    ['a matter in one\'s own township and another\'s village', `update matter set village_id = ${unitBy('B1').id}, group_id = null
      where id = ${matterId('A1a')}`],
    ['a matter in one\'s own village and another\'s township', `update matter set township_id = ${unitBy('B').id} where id = ${matterId('A1a')}`],
    ['a matter of another county', `update matter set county_code = '980000' where id = ${matterId('A1a')}`],
    ['a roll-up', `select add_tally(p, 1) from petition p limit 1`],
    ['a count of everything anew', `select refresh_tallies('990000')`],
    ['an area that matters follow', `select follow_key_area('990000', st_makeenvelope(104, 27, 105, 28, 4326))`],
  ])('not for a township cadre who forges %s', async (_what, sql) => {
    await expect(rolledBack(db, (tx) => tx.query(sql), clerk)).rejects.toMatchObject({ code: '42501' })
  })
})
