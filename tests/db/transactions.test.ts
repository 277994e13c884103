import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { patiently } from '../setup/callers.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('a transaction on $name', ({ openEmpty }) => {
  let db: Db
  beforeAll(async () => {
    db = await openEmpty()
    await db.query('create table visit (id int primary key, note text, place geometry(Point, 4490))')
  })
  beforeEach(async () => { await db.query('truncate visit') })
  afterAll(() => db.close())

  const count = async (): Promise<unknown> => (await db.query<{ n: number }>('select count(*) as n from visit')).rows[0]?.n

  it('keeps all of its work or nothing', async () => {
    expect(await db.transaction(async (tx) => {
      await tx.query('insert into visit values (1), (2)')
      return 'done'
    })).toBe('done')
    await expect(db.transaction(async (tx) => {
      await tx.query('insert into visit values (3)')
      throw new Error('no')
    })).rejects.toThrow('no')
    await expect(db.transaction(async (tx) => {
      await tx.query('insert into visit values (4)')
      await tx.query('insert into visit values (1)')
    })).rejects.toMatchObject({ code: '23505' })
    expect(await count()).toBe(2)
  })

  it('does not pass for committed when one of its errors was overlooked', async () => {
    await expect(db.transaction(async (tx) => {
      await tx.query('insert into visit values (1)')
      await tx.query('select 1/0').catch(() => undefined)
    })).rejects.toMatchObject({ code: '25P02' })
    expect(await count()).toBe(0)
  })

  it('is over when its work is', async () => {
    const late = await db.transaction(async (tx) => tx)
    await expect((async () => late.query('insert into visit values (1)'))()).rejects.toThrow('over')
    await expect((async () => late.copyIn('visit', ['id'], ['1\n']))()).rejects.toThrow('over')
    expect(await count()).toBe(0)
  })

  it('refuses to wait for itself', async () => {
    await expect(db.transaction(() => db.query('select 1'))).rejects.toThrow('use its tx')
    await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow('use its tx')
    expect(await count()).toBe(0)
  })

  it('runs its statements one after another even when nobody waits for each', async () => {
    await db.transaction(async (tx) => {
      await Promise.all(Array.from({ length: 20 }, (_, id) => tx.query('insert into visit values ($1)', [id])))
    })
    expect(await count()).toBe(20)
  })

  it('is never seen half done by others', async () => {
    const pairs = Array.from({ length: 20 }, (_, id) => db.transaction(async (tx) => {
      await tx.query('insert into visit values ($1)', [id + 1])
      await tx.query('insert into visit values ($1)', [-id - 1])
    }))
    const seen = await Promise.all(Array.from({ length: 20 }, () => count()))
    await Promise.all(pairs)
    expect(seen.filter((n) => Number(n) % 2 === 1)).toEqual([])
    expect(await count()).toBe(40)
  })

  it('is cut when a statement spends its budget, and nothing of it stays', async () => {
    const slow = 'select count(*) from generate_series(1, 1000000000)'
    const whole = db.transaction(async (tx) => {
      await tx.query('insert into visit values (1)')
      await tx.query(slow)
    }, { budgetMs: 700 })
    await expect(whole).rejects.toMatchObject({ name: 'DbError', code: '57014' })
    expect(await patiently(count)).toBe(0)
    await expect(db.query(slow, [], { budgetMs: 300 })).rejects.toMatchObject({ code: '57014' })
    expect(await patiently(count)).toBe(0)
  })

  it('copies rows in, as many as there are lines', async () => {
    const field = fc.option(fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0')))
    const escaped = (text: string | null): string => text === null ? '\\N' : text
      .replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')
    await fc.assert(fc.asyncProperty(fc.array(field, { maxLength: 30 }), async (notes) => {
      await db.query('truncate visit')
      const lines = notes.map((note, id) => `${id}\t${escaped(note)}\n`)
      expect(await db.transaction((tx) => tx.copyIn('visit', ['id', 'note'], lines))).toBe(notes.length)
      const { rows } = await db.query<{ note: string }>('select note from visit order by id')
      expect(rows.map(({ note }) => note)).toEqual(notes)
    }), { numRuns: 25 })
  })

  it('copies far more than 4,000 rows a second', async () => {
    function* lines(): Generator<string> {
      for (let id = 0; id < 60_000; id++) yield `${id}\t来访 ${id}\tSRID=4490;POINT(${105 + id / 1e5} 27)\n`
    }
    const from = performance.now()
    const copied = await db.transaction((tx) => tx.copyIn('public.visit', ['id', 'note', 'place'], lines()), { budgetMs: 60_000 })
    expect(copied).toBe(60_000)
    expect(60_000 / (performance.now() - from) * 1_000).toBeGreaterThan(4_000)
    expect((await db.query('select count(*) as n, st_srid(max(place::text)::geometry) as srid from visit')).rows)
      .toEqual([{ n: 60_000, srid: 4490 }])
  })

  it('copies nothing when a line is wrong or its source fails, and goes on working', async () => {
    const copy = (lines: Iterable<string>) => db.transaction((tx) => tx.copyIn('visit', ['id'], lines))
    await expect(copy(['1\n', 'x\n'])).rejects.toMatchObject({ code: '22P02' })
    await expect(copy(['1\n', '2'])).rejects.toThrow('ends in')
    await expect(copy((function* () { yield '1\n'; throw new Error('file unreadable') })())).rejects.toThrow('file unreadable')
    await expect(copy([`1\t${'['.repeat(40)}\n`])).rejects.toMatchObject({ code: '54001' })
    expect(await copy([])).toBe(0)
    expect(await count()).toBe(0)
    expect(await copy(['1\n'])).toBe(1)
  })

  it('never takes JSON deep enough to break the engine', async () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    const ask = async (value: unknown) => (await db.query('select jsonb_typeof($1::jsonb) as t', [value])).rows
    expect(await ask(nested(32))).toEqual([{ t: 'array' }])
    for (const deep of [nested(33), nested(9_000), JSON.parse(`{"a":${nested(40)}}`), ` {"b": ${nested(33)}}`]) {
      await expect(ask(deep)).rejects.toMatchObject({ name: 'DbError', code: '54001' })
    }
    await expect((async () => db.query('select $1::text[]', [[nested(50)]]))()).rejects.toMatchObject({ code: '54001' })
  })
})
