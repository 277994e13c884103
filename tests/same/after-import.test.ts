/** A county's own matters are compared as soon as they were imported, and nobody waits for it. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { silent } from '../../api/db/log.ts'
import { undoRun } from '../../api/importers/undo.ts'
import { keepSame } from '../../api/same/keep-same.ts'
import { lookAtNew } from '../../api/same/look.ts'
import { importCounty, importPetitions, one, type TestPetition } from '../imports/county.ts'
import { engines } from '../setup/engines.ts'

const place = { lon: 104.05, lat: 27.65 }
const complaint: TestPetition = {
  no: 'A1', on: '2026-03-02', ...place,
  text: '大湾村砂石厂夜间生产噪音扰民，运砂车压坏通组公路，反映给厂方三次均无答复，要求限制夜间作业并修复公路。',
}
/** the same complaint in other words two months later */
const again: TestPetition = {
  no: 'B1', on: '2026-05-06', lon: place.lon + 0.0001, lat: place.lat,
  text: '大湾村砂石厂夜间生产噪音扰民，运砂车把通组公路压坏了，反映给厂方仍无答复，要求限制夜间作业、修复公路。',
}
const others = (letter: string, n: number): TestPetition[] => Array.from({ length: n }, (_, at) => ({
  no: `${letter}${at}`, on: '2026-01-10', lon: 104.01 + (at % 35) / 100, lat: 27.61 + (at % 17) / 100, text: `${letter}${at}号低保申请${at * 37 % 1000}天没有结果`,
}))

describe.each(engines)('matters that come with a file on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await importCounty(db)
    await importPetitions(db, [complaint, ...others('O', 20)])
  }, 240_000)
  afterAll(() => db.close())

  const found = () => one<string[]>(db, `select coalesce(json_agg(e.matter_no || ' ' || y.matter_no order by 1), '[]') as value
    from same_pair q join matter e on e.id = q.elder_id join matter y on y.id = q.younger_id`)
  const notCompared = () => one<number>(db, 'select (select count(*) from matter)::int - (select count(*) from same_look)::int as value')

  it('are compared by the program that is told of the import, whoever made it', async () => {
    await lookAtNew(db)
    expect(await notCompared()).toBe(0)
    const end = await keepSame(db, silent, { afterImportMs: 20 })
    try {
      await importPetitions(db, [again])
      await vi.waitFor(async () => expect(await notCompared()).toBe(0), { timeout: 60_000, interval: 100 })
    } finally {
      await end()
    }
    expect(await found()).toContain('A1 B1')
  })

  it('are told of in the outbox, once for a file; without new ones nothing is', async () => {
    const told = () => one<number>(db, "select count(*)::int as value from outbox where kind = 'same-looked'")
    const before = await told()
    expect(await lookAtNew(db)).toEqual({ looked: 0, pairs: 0 })
    expect(await told()).toBe(before)
    await importPetitions(db, others('P', 3))
    expect((await lookAtNew(db)).looked).toBe(3)
    expect(await told()).toBe(before + 1)
  })

  it('give the same pairs when many are compared township by township', async () => {
    const run = await importPetitions(db, [...others('Q', 260), { ...again, no: 'Q-again', on: '2026-05-20' }])
    expect((await lookAtNew(db)).looked).toBe(261)
    expect(await found()).toEqual(expect.arrayContaining(['A1 B1', 'B1 Q-again']))
    await undoRun(db, run.id)
    expect(await found()).not.toContain('B1 Q-again')
  })

  it('are taken up again where a comparison was broken off', async () => {
    const run = await importPetitions(db, others('U', 205))
    const stop = new AbortController()
    stop.abort()
    expect(await lookAtNew(db, Infinity, stop.signal)).toEqual({ looked: 0, pairs: 0 })
    expect(await notCompared()).toBe(205)
    expect((await lookAtNew(db)).looked).toBe(205)
    await undoRun(db, run.id)
  })

  it('are left to the night where they are too many for the day', async () => {
    await importPetitions(db, others('R', 4))
    expect(await lookAtNew(db, 3)).toEqual({ looked: 0, pairs: 0 })
    expect(await notCompared()).toBe(4)
  })

  it('wait for the night on a server as well, when a program starts or hears of an import', async () => {
    const untouched = await notCompared()
    expect(untouched).toBeGreaterThan(3)
    let counted = 0
    const watching: Db = { ...db, query: (sql, params, options) => {
      if (sql.includes('with fresh as')) counted++
      return db.query(sql, params, options)
    } }
    const end = await keepSame(watching, silent, { firstMs: 1, afterImportMs: 1, mostByDay: untouched - 1 })
    try {
      await vi.waitFor(() => expect(counted).toBe(1), { timeout: 60_000 })
      await importPetitions(db, others('V', 1))
      await vi.waitFor(() => expect(counted).toBe(2), { timeout: 60_000 })
    } finally {
      await end()
    }
    expect(await notCompared()).toBe(untouched + 1)
  })

  it('stay unharmed when the comparison fails', async () => {
    const warnings: string[] = []
    const end = await keepSame({ ...db, query: () => Promise.reject(new Error('no answer')) }, { ...silent, warn: (text) => warnings.push(text) }, { afterImportMs: 1 })
    try {
      expect((await importPetitions(db, others('S', 2))).created).toBe(2)
      await vi.waitFor(() => expect(warnings.length).toBeGreaterThan(0), { timeout: 60_000 })
    } finally {
      await end()
    }
    expect(warnings[0]).toContain('no answer')
  })
})
