import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { engines, rolledBack } from '../setup/engines.ts'

const square = (west: number, south: number, east: number, north: number): string =>
  `MULTIPOLYGON(((${west} ${south},${east} ${south},${east} ${north},${west} ${north},${west} ${south})))`

async function unit(tx: Tx, code: string, level: string, parent: string | null, shape: string | null = null): Promise<void> {
  await tx.query(`insert into admin_unit (county_code, code, name, level, parent_id, geom)
    select '990001', $1, $1, $2, (select id from admin_unit where code = $3), st_geomfromtext($4, 4326)`, [code, level, parent, shape])
}

/** One county of two townships side by side, the western one with two villages. */
async function county(tx: Tx): Promise<void> {
  await unit(tx, '990001', 'county', null, square(104, 27, 106, 28))
  await unit(tx, '990001002', 'township', '990001', square(105, 27, 106, 28))
  await unit(tx, '990001001', 'township', '990001', square(104, 27, 105, 28))
  await unit(tx, '990001001001', 'village', '990001001', square(104, 27, 104.5, 28))
  await unit(tx, '990001001002', 'village', '990001001', square(104.5, 27, 105, 28))
}

async function codeAt(tx: Tx, lon: number, lat: number): Promise<string | null> {
  const { rows: [row] } = await tx.query<{ code: string | null }>(
    'select (select code from admin_unit where id = unit_at(st_setsrid(st_makepoint($1, $2), 4326))) as code', [lon, lat])
  return row?.code ?? null
}

describe.each(engines)('territory on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())

  it('knows the ancestors of each unit by level', async () => {
    const rows = await rolledBack(db, async (tx) => {
      await county(tx)
      return (await tx.query(`select v.path, t.code as township, v.village_id = v.id as own from admin_unit v
        join admin_unit t on t.id = v.township_id where v.code = '990001001002'`)).rows
    })
    expect(rows).toEqual([{ path: '/990001/990001001/990001001002', township: '990001001', own: true }])
  })

  it('moves everything below when a unit gets another parent', async () => {
    const path = await rolledBack(db, async (tx) => {
      await county(tx)
      await unit(tx, '990001001001001', 'group', '990001001001')
      await tx.query(`update admin_unit set parent_id = (select id from admin_unit where code = '990001002') where code = '990001001001'`)
      return (await tx.query<{ path: string }>(`select path from admin_unit where code = '990001001001001'`)).rows[0]?.path
    })
    expect(path).toBe('/990001/990001002/990001001001/990001001001001')
  })

  it('refuses a village above a township', async () => {
    await expect(rolledBack(db, async (tx) => {
      await county(tx)
      await unit(tx, '990001003', 'township', '990001001001')
    })).rejects.toMatchObject({ code: 'RG422' })
  })

  it('puts a point into the deepest unit that covers it', async () => {
    expect(await rolledBack(db, async (tx) => {
      await county(tx)
      return [await codeAt(tx, 104.2, 27.5), await codeAt(tx, 105.5, 27.5), await codeAt(tx, 107, 27.5)]
    })).toEqual(['990001001001', '990001002', null])
  })

  it('gives a point on a border to the lowest code, whichever was entered first', async () => {
    expect(await rolledBack(db, async (tx) => {
      await county(tx)
      return [await codeAt(tx, 104.5, 27.5), await codeAt(tx, 104.5, 27), await codeAt(tx, 105, 27.5)]
    })).toEqual(['990001001001', '990001001001', '990001001002'])
  })

  it('a unit that has ended holds no points', async () => {
    expect(await rolledBack(db, async (tx) => {
      await county(tx)
      await tx.query(`update admin_unit set valid_to = '2026-01-01' where code = '990001001001'`)
      return await codeAt(tx, 104.2, 27.5)
    })).toBe('990001001')
  })

  it('says how much of a key area lies in each township, and who may see it', async () => {
    const rows = await rolledBack(db, async (tx) => {
      await county(tx)
      await tx.query(`insert into key_area (county_code, code, name, kind, geom)
        values ('990001', 'K1', '跨乡片区', 'land_requisition', st_geomfromtext($1, 4326))`, [square(104.75, 27.2, 105.25, 27.4)])
      return (await tx.query(`select u.code, round(s.share::numeric, 2)::float8 as share from key_area_unit s
        join admin_unit u on u.id = s.unit_id where u.level in ('township', 'village') order by u.code`)).rows
    })
    expect(rows).toEqual([{ code: '990001001', share: 0.5 }, { code: '990001001002', share: 0.5 }, { code: '990001002', share: 0.5 }])
  })
})
