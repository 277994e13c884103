import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'
import { importPetitions, withCounty, type TestPetition } from './county.ts'

const day = fc.integer({ min: 0, max: 800 }).map((n) => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10))
const row = fc.record({
  of: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  on: fc.oneof({ weight: 9, arbitrary: day }, { weight: 1, arbitrary: fc.constantFrom('2024-02-30', '', '昨天') }),
  place: fc.constantFrom('', '柳河镇大湾村', '石桥乡太平村', '大湾边社区', '双塔村', '柳河镇'),
  point: fc.option(fc.tuple(fc.integer({ min: 0, max: 45 }), fc.integer({ min: 0, max: 22 })), { nil: undefined }),
  people: fc.integer({ min: 0, max: 12 }),
  channel: fc.constantFrom('来信', '来访', '12345', '飞鸽', ''),
  purpose: fc.constantFrom('申诉求决', '建议意见', '检举控告', '', '求决'),
  state: fc.constantFrom('', '受理', '复查', '已作出处理意见', '奇怪的状态', '审核认定办结'),
  closedAfter: fc.option(fc.integer({ min: -20, max: 200 }), { nil: undefined }),
  first: fc.constantFrom('', '是', '否'),
}, { requiredKeys: ['on', 'place', 'people', 'channel', 'purpose', 'state', 'first'] })

const after = (on: string, days: number): string => {
  const at = Date.parse(`${on}T00:00:00Z`)
  return Number.isNaN(at) ? '' : new Date(at + days * 86_400_000).toISOString().slice(0, 10)
}

/** Rows with their own numbers; the first five are what the others may repeat. */
const file = fc.array(row, { minLength: 6, maxLength: 40 }).map((rows): TestPetition[] => rows.map((one, n) => ({
  no: `Z${String(n).padStart(3, '0')}`, on: one.on, place: one.place, people: one.people, channel: one.channel, purpose: one.purpose, state: one.state,
  first: one.first, closedOn: one.closedAfter === undefined ? '' : after(one.on, one.closedAfter),
  ...(one.point ? { lon: 104 + one.point[0] / 100, lat: 27.6 + one.point[1] / 100 } : {}),
  ...(n >= 5 && one.of !== undefined ? { of: `Z00${one.of}` } : {}),
})))

describe.each(engines)('any petitions file on $name', ({ name, open }) => {
  // the embedded engine takes seconds for an import that the server does in a tenth of one
  const numRuns = name === 'embedded' ? 3 : 8
  let db: Db
  withCounty(open, (opened) => { db = opened })

  const clear = async (): Promise<void> => {
    for (const table of ['matter', 'misconduct_count', 'misconduct_seen', 'placeholder_point', 'petition_tally', 'clock_tally', 'tile_cell']) await db.query(`delete from ${table}`)
  }
  /** What stands in the database, without numbers that depend on when a row came. */
  const state = async (): Promise<string> => {
    const { rows: [kept] } = await db.query<{ all: string }>(`select jsonb_build_array(
      (select jsonb_agg(to_jsonb(p) - array['id', 'matter_id', 'import_run_id'] || jsonb_build_object('matter', m.matter_no) order by p.petition_no)
        from petition p join matter m on m.id = p.matter_id),
      (select jsonb_agg(to_jsonb(m) - array['id', 'import_run_id', 'created_at', 'version'] order by m.matter_no) from matter m),
      (select jsonb_agg(to_jsonb(t) order by t) from petition_tally t), (select jsonb_agg(to_jsonb(t) order by t) from tile_cell t),
      (select jsonb_agg(jsonb_build_array(received_on, n) order by received_on) from (select received_on, sum(n) as n from misconduct_count group by 1) c))::text as all`)
    return kept?.all ?? ''
  }

  test('every row has one outcome, no order of the rows matters, and coming again changes nothing', async () => {
    await fc.assert(fc.asyncProperty(file, fc.infiniteStream(fc.nat()), async (rows, random) => {
      await clear()
      const result = await importPetitions(db, rows)
      expect(result.created + result.updated + result.unchanged + result.rejected + result.skipped).toBe(rows.length)
      const whole = await state()
      expect(await importPetitions(db, rows)).toMatchObject({ created: 0, updated: 0, unchanged: result.created })
      expect(await state()).toBe(whole)
      await clear()
      const keys = new Map(rows.map((one) => [one, random.next().value as number]))
      await importPetitions(db, rows.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0)))
      expect(await state()).toBe(whole)
    }), { numRuns, endOnFailure: true })
  }, 300_000)

  test('two halves make the same whole', async () => {
    await fc.assert(fc.asyncProperty(file, fc.nat(), async (rows, cut) => {
      await clear()
      await importPetitions(db, rows)
      const { rows: [whole] } = await db.query<{ all: string }>(counted)
      await clear()
      const at = 1 + cut % (rows.length - 1)
      for (const part of [rows.slice(0, at), rows.slice(at)]) await importPetitions(db, part)
      const { rows: [halves] } = await db.query<{ all: string }>(counted)
      expect(halves?.all).toBe(whole?.all)
    }), { numRuns, endOnFailure: true })
  }, 300_000)
})

/**
 * Every petition with its matter, its turn, its kind and its state; every total that is not nothing. Left out is where the earliest petition
 * says nothing and two repeats say different things (place, purpose): then the one that came first is believed.
 */
const counted = `select jsonb_build_array(
  (select jsonb_agg(jsonb_build_array(p.petition_no, m.matter_no, p.prev_on, p.is_first, p.is_collective, p.people_count, p.state) order by p.petition_no)
    from petition p join matter m on m.id = p.matter_id),
  (select jsonb_agg(to_jsonb(t) order by t) from (
    select month, state, is_first, is_collective, is_open, prev_month, sum(petitions), sum(people) from petition_tally where channel = 0 group by 1, 2, 3, 4, 5, 6
    having sum(petitions) <> 0) t),
  (select coalesce(sum(n), 0) from misconduct_count))::text as all`
