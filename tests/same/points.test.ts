/** The points of which a pair's score is made, each part by itself: what is shown to a clerk as a reason must be true of any two matters. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'

interface Facts {
  received_on: string, grams: string[], weights: number[], marks: string[], category: number | null, township_id: number | null, village_id: number | null
  group_id: number | null, area_id: number | null, lon: number | null, lat: number | null, place: string | null, key: string | null
}
interface Part { part: string, points: number, zh: string, en: string }

const nothing: Facts = {
  received_on: '2026-03-01', grams: [], weights: [], marks: [], category: null, township_id: null, village_id: null, group_id: null, area_id: null,
  lon: null, lat: null, place: null, key: null,
}
/** Pairs of characters of a text, all of one weight unless said otherwise. */
const said = (text: string, weight = 4): Pick<Facts, 'grams' | 'weights'> => {
  const grams = [...new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, n) => text.slice(n, n + 2)))].sort()
  return { grams, weights: grams.map(() => weight) }
}

const few = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null })
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  received_on: fc.integer({ min: 0, max: 900 }).map((days) => new Date(Date.UTC(2024, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)),
  words: fc.string({ unit: fc.constantFrom(...'修路桥补偿林地水田'), maxLength: 12 }),
  marks: fc.uniqueArray(fc.constantFrom('组:1', '组:2', '号:12', '号:32', '万元:4.6', '万元:8.1', '道路:青杠', '道路:石桥', '小区:金桥'), { maxLength: 4 }),
  category: fc.option(fc.constantFrom(630301, 630302, 630401, 520101), { nil: null }),
  township_id: few, village_id: few, group_id: few, area_id: few,
  place: fc.option(fc.constantFrom('东村', '石桥湾水库边', '老鹰塘边空地'), { nil: null }),
  point: fc.option(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 })), { nil: null }),
  key: fc.option(fc.constantFrom('\\x01', '\\x02'), { nil: null }),
}).map(({ words, point, ...rest }) => ({ ...rest, ...said(words), lon: point && 104 + point[0] / 10_000, lat: point && 27 + point[1] / 10_000 }))
const pairs = (n: number): [Facts, Facts][] => fc.sample(fc.tuple(anyFacts, anyFacts), { numRuns: n, seed: 20261128 })

describe.each(engines)('points of a pair on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())

  /** An expression over each pair, whose members are the rows `a` and `b`. */
  async function over<T>(expression: string, all: readonly (readonly [Partial<Facts>, Partial<Facts>])[]): Promise<T[]> {
    const { rows } = await db.query<{ value: T }>(`
      select to_jsonb(${expression}) as value from jsonb_array_elements($1::jsonb) with ordinality as p (pair, n),
        lateral (select jsonb_populate_record(null::same_facts, pair -> 0) as a, jsonb_populate_record(null::same_facts, pair -> 1) as b offset 0) f order by n`,
    [JSON.stringify(all.map(([a, b]) => [{ ...nothing, ...a }, { ...nothing, ...b }]))])
    return rows.map(({ value }) => value)
  }
  const one = async <T>(expression: string, a: Partial<Facts>, b: Partial<Facts>): Promise<T> => (await over<T>(expression, [[a, b]]))[0] as T

  describe('for the place', () => {
    const metres = (n: number): Partial<Facts> => ({ lon: 104, lat: 27 + n / 111_195 })

    test.each([[0, 25], [29, 25], [31, 21], [99, 21], [101, 15], [249, 15], [251, 2], [599, 2], [601, -8], [1_999, -8], [2_001, -20], [40_000, -20]])('%i metres apart are %i points', async (apart, points) => {
      expect(await one('same_place_points(a, b)', metres(0), metres(apart))).toBe(points)
    })

    test.each<[string, Partial<Facts>, Partial<Facts>, number]>([
      ['of two groups a hundred and fifty metres apart', { ...metres(0), group_id: 1 }, { ...metres(150), group_id: 2 }, 7],
      ['of two groups on one spot, as at a border', { ...metres(0), group_id: 1 }, { ...metres(10), group_id: 2 }, 25],
      ['in one group without a point', { group_id: 1, village_id: 1 }, { group_id: 1, village_id: 1 }, 20],
      ['in two groups of one village', { group_id: 1, village_id: 1 }, { group_id: 2, village_id: 1 }, -12],
      ['at one place in words', { place: '石桥湾水库边' }, { place: '石桥湾水库边' }, 18],
      ['at a place of two characters, as many are called', { place: '东村' }, { place: '东村' }, 0],
      ['in one village', { village_id: 1 }, { village_id: 1, group_id: 3 }, 10], ['in two villages', { village_id: 1 }, { village_id: 2 }, -10],
      ['in one key area', { area_id: 1, township_id: 1 }, { area_id: 1, township_id: 2 }, 8], ['in one township', { township_id: 1 }, { township_id: 1 }, 2],
      ['of which one has no place', { township_id: 1 }, {}, 0],
    ])('two matters %s', async (_what, a, b, points) => {
      expect(await one('same_place_points(a, b)', a, b)).toBe(points)
    })

    it('are told with words that say the same, in both languages', async () => {
      const all = pairs(200)
      const told = await over<Part>('same_place_part(a, b)', all)
      expect(told.map(({ points }) => points)).toEqual(await over<number>('same_place_points(a, b)', all))
      for (const { points, zh, en } of told) {
        expect(/[\u4e00-\u9fff]/.test(zh) && !/[\u4e00-\u9fff]/.test(en)).toBe(true)
        expect([zh, /^(?:不同村|不同村民小组)$/.test(zh)]).toEqual([zh, [-12, -10].includes(points) && !/米/.test(zh)])
      }
    })
  })

  describe('for the wording', () => {
    it('are none for nothing in common, all for the same words, and never less the more is shared', async () => {
      const alike = await over<number | null>('same_text(a, b)', [[said('修桥补路'), said('欠薪不发')], [said('修桥补路'), said('修桥补路')], [said('修桥补路'), said('修桥铺路')], [{}, {}]])
      expect([alike[0] ?? 0, alike[1], alike[3]]).toEqual([0, 1, null])
      expect(alike[2]).toBeCloseTo(1 / 3, 6)
      const points = (await db.query<{ points: number }>('select same_text_points(n / 100.0) as points from generate_series(0, 100) n order by n')).rows.map((row) => row.points)
      expect([points[0], points[10], points[60], points[100]]).toEqual([0, 0, 45, 45])
      expect(points).toEqual([...points].sort((x, y) => x - y))
    })

    it('are of rare words more than of common ones', async () => {
      const mixed = (rare: string, common: string): Partial<Facts> => {
        const [r, c] = [said(rare, 8), said(common, 1)]
        return { grams: [...r.grams, ...c.grams], weights: [...r.weights, ...c.weights] }
      }
      const [rare = 0, common = 0] = await over<number>('same_text(a, b)', [[mixed('青杠', '补偿'), mixed('青杠', '道路')], [mixed('青杠', '补偿'), mixed('石桥', '补偿')]])
      expect(rare).toBeGreaterThan(4 * common)
    })

    test.each([['青杠桥', '青杠', 8], ['桥青', null, null], ['青杠桥路', '青杠', 8]])('the rarest of %s is %s', async (words, _pair, rarity) => {
      const { rows: [row] } = await db.query<{ rare: number | null, all: boolean }>(`
        select rarity_of($1, '{青杠,杠桥}', '{8,2}') as rare, has_all_of($1, '{青杠,杠桥}') as all`, [words])
      expect(row).toEqual({ rare: rarity, all: words === '青杠桥' })
    })
  })

  describe('for contents and dates', () => {
    test.each([[630301, 630301, 10], [630301, 630302, 6], [630301, 630401, 2], [630301, 520101, -15], [630301, null, null], [null, null, null]])('%s and %s are %s', async (a, b, points) => {
      expect(await one('same_category_points((a).category, (b).category)', { category: a }, { category: b })).toBe(points)
    })

    it('fall with the days between, and never speak against', async () => {
      const points = (await db.query<{ points: number }>('select same_dates_points(n) as points from generate_series(0, 1000) n order by n')).rows.map((row) => row.points)
      expect(points).toEqual([...points].sort((x, y) => y - x))
      expect([points[60], points[61], points[180], points[181], points[365], points[366]]).toEqual([5, 4, 4, 2, 2, 0])
    })
  })

  describe('for what is written', () => {
    test.each<[string, string[], string[], number | null, string]>([
      ['one sum', ['万元:4.6'], ['万元:4.6'], 13, '所写一致：4.6万元'], ['two sums', ['万元:4.6'], ['万元:8.1'], -28, '所写不同：4.6万元／8.1万元'],
      ['one number of a house, of which there are few', ['号:32'], ['号:32'], 7, '所写一致：32号'],
      ['one group, which the place has said', ['组:2'], ['组:2'], null, ''], ['two groups', ['组:1'], ['组:2'], -28, '所写不同：1组／2组'],
      ['one road and another sum', ['道路:青杠', '万元:4.6'], ['道路:青杠', '万元:8.1'], -28, '所写不同：4.6万元／8.1万元'],
      ['two roads and two sums, but no more than forty points', ['道路:青杠', '万元:4.6'], ['道路:石桥', '万元:8.1'], -40, ''],
      ['a sum that the other does not name', ['万元:4.6'], [], null, ''], ['two sums of which one is the same', ['万元:4.6', '万元:8.1'], ['万元:8.1'], 13, '所写一致：8.1万元'],
      ['a road, an estate and a sum, but no more than twenty points', ['道路:青杠', '小区:金桥', '万元:4.6'], ['道路:青杠', '小区:金桥', '万元:4.6'], 20, ''],
    ])('%s', async (_what, mine, theirs, points, zh) => {
      const part = await one<Part | null>('same_marks_part(a, b)', { marks: mine }, { marks: theirs })
      expect(part?.points ?? null).toBe(points)
      expect(part?.zh ?? '').toContain(zh)
    })
  })

  describe('together', () => {
    const parts = 'same_parts(a, b, same_text(a, b))'

    it('are the same whichever of the two is asked first', async () => {
      const all = pairs(150)
      const points = (told: Part[]): number[] => told.map((part) => part.points)
      expect((await over<Part[]>(parts, all.map(([a, b]) => [b, a]))).map(points)).toEqual((await over<Part[]>(parts, all)).map(points))
    })

    it('never exceed a hundred, nor what was held possible before a word was compared', async () => {
      const all = pairs(300)
      const told = await over<{ sum: number, most: number, text: number }>(
        `jsonb_build_object('sum', same_sum(${parts}), 'most', same_at_most(a, b), 'text', same_text_points(same_text(a, b)))`, all)
      for (const [i, { sum, most, text }] of told.entries()) {
        expect([i, sum <= 100, sum <= most + text]).toEqual([i, true, true])
      }
      expect(Math.max(...told.map(({ sum }) => sum))).toBeGreaterThan(64)
      expect(Math.min(...told.map(({ sum }) => sum))).toBeLessThan(0)
    })

    it('of a matter and itself are enough to be shown, where place and words are known', async () => {
      const known = pairs(100).map(([a]) => ({ ...a, ...said('青杠桥路面塌陷'), group_id: 1, category: 630301 }))
      const { rows: [threshold] } = await db.query<{ shown: number }>('select same_threshold() as shown')
      expect(Math.min(...await over<number>(`same_sum(${parts})`, known.map((one) => [one, one])))).toBeGreaterThanOrEqual(threshold?.shown ?? Infinity)
    })

    it('tell of a registration that it agrees and nothing else, and only where it does', async () => {
      const all = pairs(150)
      const told = await over<Part[]>(parts, all)
      for (const [i, [a, b]] of all.entries()) {
        const part = told[i]?.find((each) => each.part === 'registration')
        expect(part !== undefined).toBe(a.key !== null && a.key === b.key)
        if (part) expect([part.zh, part.en]).toEqual(['登记信息核对一致', 'registrations agree'])
      }
    })
  })
})
