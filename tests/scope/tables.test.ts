import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { callerRoles } from '../../api/db/caller.ts'
import { engines } from '../setup/engines.ts'
import { expected, hiddenColumns } from './expected.ts'
import { askThrough, differences, grantedColumns, readWorld, type Way, type World } from './table-matrix.ts'
import { createWorld } from './world.ts'

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
})
