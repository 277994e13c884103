/** Which grid a map of hot spots is tested on, how a table of numbers is read, and what a q is worth. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { HotspotAnswer } from '../../api/contract/hotspots.ts'
import type { Places } from '../../api/hotspots/analysis.ts'
import { collectionOf, hexagonOf } from '../../api/hotspots/geojson.ts'
import { numberOf, type Size } from '../../api/hotspots/grid.ts'
import { levelOf } from '../../api/hotspots/local-test.ts'
import { monthlyCounts, monthNumber, monthText } from '../../api/hotspots/months.ts'
import { datesOf } from '../../api/hotspots/periods.ts'
import { chooseScales } from '../../api/hotspots/scale.ts'
import { tableOf } from '../../api/hotspots/table.ts'

/** A field of `side` by `side` hexagons with so many matters in each. */
function field(side: number, matters: number): Places {
  const row = (i: number): number => Math.floor(i / side)
  // columns count half hexagons: each row begins half a hexagon further east
  const ids = Array.from({ length: side * side }, (_, i) => numberOf(2 * (i % side) + row(i), row(i)))
  const each = (value: number): Int32Array => new Int32Array(ids.length).fill(value)
  return {
    ids, matters: each(matters), petitions: each(matters), repeats: each(0), repeatsOfMatters: ids.map(() => new Int32Array(0)),
    households: new Float64Array(ids.length),
  }
}
const fields = (one: Places, two: Places, three: Places): Record<Size, Places> => ({ 1: one, 2: two, 3: three })
const told = (scales: ReturnType<typeof chooseScales>): string[] => scales.map(({ size, rings }) => `${size}x${rings}`)

describe('the grid of a map', () => {
  it('is the finest whose neighbourhoods expect five matters', () => {
    expect(told(chooseScales(fields(field(12, 3), field(8, 9), field(6, 20)), null))).toEqual(['1x1', '2x1', '3x1'])
    // one matter in every hexagon: seven of them expect more than five, at the edge fewer
    expect(told(chooseScales(fields(field(40, 1), field(8, 9), field(6, 20)), null))[0]).toBe('1x1')
  })

  it('takes wider rings of the fine one before the coarse one only where they cover less ground', () => {
    const thin = field(20, 0)
    thin.matters.fill(1, 0, 160)
    const [first] = chooseScales(fields(thin, field(10, 2), field(6, 20)), null)
    // 19 fine hexagons cover 4.75 middle ones: less than seven
    expect([first?.size, first?.rings, first?.neighbourhood]).toEqual([1, 2, 19])
  })

  it('is none where fewer than thirty hexagons ever had a matter, or where even 37 expect too few', () => {
    expect(chooseScales(fields(field(5, 90), field(4, 90), field(3, 90)), null)).toEqual([])
    expect(chooseScales(fields(field(30, 0), field(20, 0), field(10, 0)), null)).toEqual([])
  })

  it('that another run had comes first, whatever it expects now, and each size once', () => {
    const scales = chooseScales(fields(field(12, 0), field(8, 9), field(6, 20)), '1x3')
    expect(told(scales)).toEqual(['1x3', '2x1', '3x1'])
    expect(scales[0]?.expected).toBe(0)
    expect(told(chooseScales(fields(field(5, 9), field(8, 9), field(6, 20)), '1x1'))).toEqual(['2x1', '3x1'])
  })

  it('expects what all matters, spread evenly, give a neighbourhood, edges counted as they are', () => {
    fc.assert(fc.property(fc.integer({ min: 6, max: 14 }), fc.integer({ min: 3, max: 30 }), (side, matters) => {
      const [scale] = chooseScales(fields(field(side, matters), field(1, 0), field(1, 0)), null)
      // every pair of neighbours is counted from both its ends
      const pairs = 3 * side * side - 4 * side + 1
      expect(scale?.expected).toBeCloseTo(matters * (1 + 2 * pairs / (side * side)), 9)
    }))
  })
})

describe('numbers told in one text', () => {
  it('come back as they were, empty ones as not known', () => {
    const number = fc.option(fc.nat(2 ** 40), { nil: NaN })
    const rows = fc.integer({ min: 1, max: 5 })
      .chain((width) => fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }))
    fc.assert(fc.property(rows, (values) => {
      const text = values.map((row) => row.map((value) => Number.isNaN(value) ? '' : String(value)).join(',')).join(';')
      if (text === '') return
      const table = tableOf(text)
      expect([table.width, ...table.values]).toEqual([values[0]?.length, ...values.flat()])
    }))
    expect(tableOf('').values).toHaveLength(0)
  })

  it('are refused where they are none, with the place', () => {
    expect(() => tableOf('1,2;3,x')).toThrow('not a number at 6: x')
    expect(() => tableOf('1,-2')).toThrow('not a number at 2')
  })

  it('by month stand beside their place and step; what lies outside is left out', () => {
    const first = monthNumber('202511')
    expect([...monthlyCounts('7,202511,3;9,202512,4;7,202601,5;8,202512,6;7,202510,1;7,202602,1', [7, 9], first, 3)]).toEqual([3, 0, 0, 4, 5, 0])
  })

  it('of months count on over the years', () => {
    fc.assert(fc.property(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const text = `${year}${String(month).padStart(2, '0')}`
      expect(monthText(monthNumber(text)).replace('-', '')).toBe(text)
      expect(monthNumber(`${year + 1}01`) - monthNumber(`${year}12`)).toBe(1)
    }))
  })
})

test.each([
  [0.009, 1, 3], [0.01, 1, 3], [0.011, 1, 2], [0.05, 1, 2], [0.1, 1, 1], [0.11, 1, 0], [0.9, 0.004, -3], [0.9, 0.06, -1], [NaN, 0.001, null], [0.9, NaN, 0],
])(
  'a place with q %s, cold %s, has level %s', (q, cold, level) => { expect(levelOf(q, cold)).toBe(level) })

test('the dates of a filter are its own, and nothing where it names none', () => {
  expect(datesOf('{"from":"2026-01-01","to":"2026-03-31","as_of":"2026-11-22"}')).toEqual({ from: '2026-01-01', to: '2026-03-31', asOf: '2026-11-22' })
  expect(datesOf('{"as_of":"2026-11-22"}')).toEqual({ from: null, to: null, asOf: '2026-11-22' })
})

describe('a run as GeoJSON', () => {
  const row = (code: string, center: [number, number] | null) => ({ code, center, matters: 7 })
  const { features, as_of: asOf } = collectionOf({ run: { as_of: '2026-11-22' }, spots: [], rows: [row('h2_23289_3623', [104.5, 27]), row('990128001', [104.5, 27]), row('none', null)] } as unknown as HotspotAnswer) as
    { as_of: string, features: { id: string, geometry: { type: string, coordinates: number[][][] } | null, properties: object }[] }

  it('draws hexagons whole and closed, units by a point, and nothing where nothing is known', () => {
    expect([asOf, features.map(({ geometry }) => geometry?.type ?? null)]).toEqual(['2026-11-22', ['Polygon', 'Point', null]])
    const ring = features[0]?.geometry?.coordinates[0] ?? []
    expect([ring.length, ring[0]]).toEqual([7, ring.at(-1)])
    expect(features[0]?.properties).toEqual({ code: 'h2_23289_3623', matters: 7 })
  })

  it('knows a hexagon by its code alone', () => {
    expect(hexagonOf('h1_-5_12')).toEqual({ size: 1, id: numberOf(-5, 12) })
    for (const code of ['h4_1_1', '990128001', 'h1_1', 'xh1_1_1']) expect(hexagonOf(code)).toBeUndefined()
  })
})
