import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fewer, smallNumber } from '../../api/contract/small-number.ts'
import type { Db } from '../../api/db/db.ts'
import { count } from '../../web/lib/format.ts'
import { engines } from '../setup/engines.ts'

const sql = new URL('../../sql/', import.meta.url)
const statements = ['', 'feeds/', 'measures/', 'hotspots/', 'tiles/', 'rules/'].flatMap((folder) =>
  readdirSync(new URL(folder, sql)).filter((name) => name.endsWith('.sql')).map((name) => folder + name))

describe.each(engines)('the small number on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() }, 240_000)
  afterAll(() => db.close())

  it('is one: what SQL keeps back is what the contract calls too few', async () => {
    const { rows: [row] } = await db.query<{ k: number, told: string }>(
      'select small_number() as k, json_build_array(in_fives(3 * $1::int - 1, false), in_fives($1 - 1, true), in_fives(0, true))::text as told', [smallNumber])
    expect(row?.k).toBe(smallNumber)
    expect(JSON.parse(row?.told ?? '')).toEqual([2 * smallNumber, 1, 0])
  })
})

it('stands on the screen in the place of a number that is not told', () => {
  expect([fewer, count(null)]).toEqual([`<${smallNumber}`, `<${smallNumber}`])
})

// the comparison of texts counts characters and words, not petitions
it.each(statements.filter((name) => !/rules\/\d+_same_/.test(name)))('%s has no small number of its own', (name) => {
  const code = readFileSync(new URL(name, sql), 'utf8').replace(/--.*/g, '')
  expect(code).not.toMatch(/(?:<|>=) 5\b|under', case when .* then 5/)
})
