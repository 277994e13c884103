/** How a run reads: texts of numbers, places near hot cells, and sums that equal what looking at each matter gives. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveFilter } from '../../api/filtered.ts'
import type { Caller } from '../../api/db/db.ts'
import { columnOf, createReader, type Asked } from '../../api/hotspots/gather.ts'
import { joinedRanges, nearby, type Range } from '../../api/hotspots/near.ts'
import { hexagonPlaces, listedPlaces } from '../../api/hotspots/places.ts'
import { tableOf } from '../../api/hotspots/table.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

describe('numbers in one text', () => {
  it('are read as they were written, empty fields as not known', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.option(fc.maxSafeNat()), { minLength: 1, maxLength: 60 }), (width, fields) => {
      const whole = fields.slice(0, Math.max(1, Math.floor(fields.length / width)) * width)
      const wide = whole.length < width ? whole.length : width
      const rows = Array.from({ length: whole.length / wide }, (_, i) => whole.slice(i * wide, (i + 1) * wide))
      const told = tableOf(rows.map((row) => row.map((field) => field ?? '').join(',')).join(';'))
      // one empty field is an empty text: no row
      if (whole.length === 1 && whole[0] === null) expect(told.values).toHaveLength(0)
      else expect([told.width, [...told.values]]).toEqual([wide, whole.map((field) => field ?? Number.NaN)])
    }))
  })
  it('are refused when they are none', () => {
    expect(() => tableOf('1,2;3,x')).toThrow('not a number at 6')
  })
})

describe('ranges of places', () => {
  it('cover what they covered, apart from one another, and become as few as wanted', () => {
    const range = fc.tuple(fc.nat(2_000), fc.nat(40)).map(([first, more]): Range => [first, first + more])
    fc.assert(fc.property(fc.array(range, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (ranges, most) => {
      const joined = joinedRanges(ranges, most)
      expect(joined.length).toBeLessThanOrEqual(most)
      for (const [first, last] of ranges) expect(joined.some((one) => one[0] <= first && one[1] >= last)).toBe(true)
      joined.slice(1).forEach(([first], i) => { expect(first).toBeGreaterThan((joined[i] as Range)[1] + 1) })
      const spread = joinedRanges(ranges, 1_000)
      const inside = ([first, last]: Range): boolean => spread.some((one) => one[0] === first) && spread.some((one) => one[1] === last)
      expect(joined.every(inside)).toBe(true)
    }))
  })
})

describe.each(engines)('what a hot-spot run reads on $name', ({ openDemo }) => {
  let site: DemoApp
  beforeAll(async () => { site = await openDemoApp(openDemo) })
  afterAll(() => site.close())
  const caller = async (): Promise<Caller> => ({ accountId: null, role: 'office', scopeUnits: [
    (await site.db.query<{ id: number }>("select id from admin_unit where level = 'county' and valid_to is null")).rows[0]?.id ?? 0] })
  const kinds: Asked[] = [
    { by: 'hexagon', measure: 'frequency', level: null, scale: null }, { by: 'unit', measure: 'rate', level: 'village', scale: null },
    { by: 'unit', measure: 'frequency', level: 'group', scale: null }, { by: 'area', measure: 'frequency', level: null, scale: null },
  ]

  it('sums by place equal what looking at each matter gives, under any filter', async () => {
    const reader = await createReader(site.db)
    const office = await caller()
    const filters = [{ to: '2025-06-30' }, {}, { from: '2026-01-15', to: '2026-03-02', kind: 'first' },
      { from: '2025-03-05', to: '2026-03-04', kind: 'repeat' }, { from: '2025-03-05', to: '2026-03-04', channel: ['visit'] }, { from: '2025-01-01', to: '2026-03-04', kind: 'collective' }]
    for (const filter of filters) {
      const resolved = await resolveFilter(site.db, office, { ...filter, as_of: '2026-11-22' } as never)
      for (const asked of kinds) {
        const [sums, each] = [await reader.material(office, resolved, null, asked), await reader.material(office, resolved, null, { ...asked, measure: 'repeat' })]
        expect([each.summed, sums.summed]).toEqual([false, filter.kind !== 'collective'])
        const told = (of: typeof sums) => [0, 1, 2].slice(0, asked.by === 'hexagon' ? 3 : 1).map((column) => {
          const { ids, matters, petitions, repeats } = asked.by === 'hexagon' ? hexagonPlaces(of, column) : listedPlaces(of)
          return [ids, [...matters], [...petitions], [...repeats]]
        })
        expect(told(sums), JSON.stringify([filter, asked])).toEqual(told(each))
      }
    }
  })

  it('every petition of a place lies near it, whichever way an index is asked', async () => {
    const hexagons = ([1, 2, 3] as const).map((size) => [kinds[0] as Asked, size] as const)
    for (const [asked, size] of [...hexagons, ...kinds.slice(1).map((asked) => [asked, null] as const)]) {
      const key = columnOf(asked, size)
      const { rows } = await site.db.query<{ key: number }>(
        `select p.${key}::float8 as key from petition p where p.place_status = 1 and p.${key} is not null group by 1 order by count(*) desc, 1 limit 60`)
      const keys = rows.map((row) => row.key)
      const { rows: [found] } = await site.db.query<{ all: number, near: number }>(
        `select count(*)::int as all, count(*) filter (where ${nearby(asked, size, keys).replaceAll('$3', '$1')})::int as near
        from petition p where p.place_status = 1 and p.${key} = any($1::bigint[])`, [`{${keys.join(',')}}`])
      expect(found?.all, key).toBeGreaterThan(0)
      expect(found?.near, key).toBe(found?.all)
    }
  })
})
