import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('a row on $name', ({ openEmpty }) => {
  let db: Db
  beforeAll(async () => { db = await openEmpty() })
  afterAll(() => db.close())

  const one = async (sql: string, params: readonly unknown[] = []): Promise<unknown> =>
    (await db.query<{ v: unknown }>(`select ${sql} as v`, params)).rows[0]?.v

  it.each([
    ['7::int2', 7], ['7::int4', 7], ['7::int8', 7], ['9007199254740993::int8', '9007199254740993'],
    ['1.5::float4', 1.5], ['0.1::float8', 0.1], ['12.30::numeric', 12.3],
    ['true', true], ['false', false], ['null::int', null],
    ["'县'::text", '县'], ["'a'::varchar", 'a'], ["'ab'::char(4)", 'ab  '],
    [`'{"a": [1, null]}'::jsonb`, { a: [1, null] }], [`'[1]'::json`, [1]],
    ["'\\x00ff'::bytea", new Uint8Array([0, 255])],
    ["date '2026-02-28'", '2026-02-28'],
    ["timestamp '2026-02-28 08:00'", '2026-02-28 08:00:00'],
    ["timestamptz '2026-02-28 00:00Z'", '2026-02-28 08:00:00+08'],
    ["interval '1 day 2 hours'", '1 day 02:00:00'],
    ['array[1,null,3]', [1, null, 3]], ['array[[1,2],[3,4]]', [[1, 2], [3, 4]]],
    [`array['a','b"c\\d','NULL',null,'x,{y}','']`, ['a', 'b"c\\d', 'NULL', null, 'x,{y}', '']],
    ['array[]::text[]', []], ['array[true,false]', [true, false]],
    ["array[date '2026-01-01']", ['2026-01-01']],
    ['st_astext(st_point(105.5, 27.25))', 'POINT(105.5 27.25)'],
    ["'a'::name", 'a'],
  ])('reads %s as %j', async (sql, value) => {
    expect(await one(sql)).toEqual(value)
  })

  it('stores a day of the county, not of UTC', async () => {
    expect(await one("(timestamptz '2025-12-31 18:00Z')::date")).toBe('2026-01-01')
  })

  it('takes parameters in the types SQL gives them', async () => {
    expect(await one('$1::int + 1', [41])).toBe(42)
    expect(await one('$1::bool', [false])).toBe(false)
    expect(await one('$1::text', [null])).toBeNull()
    expect(await one('$1::text', [undefined])).toBeNull()
    expect(await one('$1::jsonb', [{ 村: ['甲', 1, null] }])).toEqual({ 村: ['甲', 1, null] })
    expect(await one('$1::jsonb', [[{ a: 1 }, { a: 2 }]])).toEqual([{ a: 1 }, { a: 2 }])
    expect(await one('$1::int[]', [[1, 2, null]])).toEqual([1, 2, null])
    expect(await one('$1::text[]', [['a,b', '"', '\\', null, '']])).toEqual(['a,b', '"', '\\', null, ''])
    expect(await one('$1::timestamptz', [new Date('2026-01-01T00:00:00Z')])).toBe('2026-01-01 08:00:00+08')
    expect(await one('$1::bytea', [new Uint8Array([1, 2, 254])])).toEqual(new Uint8Array([1, 2, 254]))
    expect(await one('$1::date', ['2026-02-28'])).toBe('2026-02-28')
  })

  it('gives any text and any list of texts back as it came', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.includes('\0'))
    await fc.assert(fc.asyncProperty(text, fc.array(fc.option(text)), async (value, list) => {
      const { rows } = await db.query('select $1::text as value, $2::text[] as list, $3::jsonb as whole', [
        value, list, { value, list },
      ])
      expect(rows).toEqual([{ value, list, whole: { value, list } }])
    }), { numRuns: 150 })
  })

  it('gives any whole number back as the same number, or as its digits', async () => {
    await fc.assert(fc.asyncProperty(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), async (value) => {
      const got = await one('$1::int8', [value])
      expect(got).toBe(Number.isSafeInteger(Number(value)) ? Number(value) : String(value))
    }), { numRuns: 100 })
  })

  it('counts what a statement changed and names its command', async () => {
    await db.query('create table counted (id int)')
    expect(await db.query('insert into counted select generate_series(1, 5)'))
      .toMatchObject({ command: 'INSERT', affected: 5, rows: [] })
    expect(await db.query('update counted set id = id + 1 where id > 3')).toMatchObject({ command: 'UPDATE', affected: 2 })
    expect(await db.query('delete from counted where id > 3 returning id'))
      .toMatchObject({ command: 'DELETE', affected: 2, rows: [{ id: 5 }, { id: 6 }] })
    expect(await db.query('select * from counted')).toMatchObject({ command: 'SELECT', affected: 0 })
    expect(await db.query('drop table counted')).toMatchObject({ command: 'DROP', affected: 0 })
  })

  it.each([
    ['select 1/0', '22012'], ['select no_such_column', '42703'], ['selct', '42601'], ['select * from nowhere', '42P01'],
    ['select 1; select 2', '42601'], ["select 'x'::int", '22P02'],
    [`do $$ begin raise exception 'no' using errcode = 'RG409', hint = 'wait', detail = 'why'; end $$`, 'RG409'],
  ])('refuses %s with %s', async (sql, code) => {
    await expect(db.query(sql)).rejects.toMatchObject({ name: 'DbError', code })
  })

  it('tells hint, detail and constraint of an error', async () => {
    await expect(db.query(`do $$ begin raise exception 'no' using errcode = 'RG409', hint = 'wait', detail = 'why'; end $$`))
      .rejects.toMatchObject({ message: 'no', hint: 'wait', detail: 'why' })
    await db.query('create table few (n int constraint few_are_small check (n < 3))')
    await expect(db.query('insert into few values (9)')).rejects.toMatchObject({ code: '23514', constraint: 'few_are_small' })
  })

  it('runs what refuses to be part of a transaction', async () => {
    await db.query('create table cleaned (id int)')
    expect(await db.query('vacuum (analyze) cleaned')).toMatchObject({ command: 'VACUUM' })
    await db.query('drop table cleaned')
  })

  it('refuses too few or too many parameters', async () => {
    await expect(db.query('select $1::int, $2::int', [1])).rejects.toMatchObject({ name: 'DbError', code: '08P01' })
    await expect(db.query('select 1', [1])).rejects.toMatchObject({ name: 'DbError', code: '08P01' })
  })

  it('refuses a statement that is none', async () => {
    await expect(db.query('-- nothing')).rejects.toMatchObject({ name: 'DbError', code: '42601' })
    expect(await one('1')).toBe(1)
  })
})
