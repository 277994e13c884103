import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { accountScopes } from '../../data/load.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('the units of the demo accounts on $name', ({ openDemo }) => {
  let db: Db
  beforeAll(async () => { db = await openDemo() }, 240_000)
  afterAll(() => db.close())

  test('lie one in the other, and are looked for as long as millions of matters take', async () => {
    const patience: number[] = []
    const { rows: [county] } = await db.query<{ code: string }>("select code from admin_unit where level = 'county'")
    const units = await accountScopes({ query: (sql, params, options) => {
      patience.push(options?.budgetMs ?? 0)
      return db.query(sql, params, options)
    } }, county?.code ?? '')
    expect(Math.min(...patience)).toBeGreaterThanOrEqual(600_000)
    const { rows: [group] } = await db.query<Record<string, number>>('select county_id as county, township_id as township, village_id as village, id as "group" from admin_unit where id = $1', [units.group])
    expect(units).toEqual(group)
  })
})
