import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashText } from '../../api/statistics/random.ts'
import { matters } from '../../data/petitions/matters.ts'
import { totalsFor } from '../../data/petitions/plan.ts'
import { cappedFactor, shares } from '../../data/petitions/shares.ts'
import type { MatterOptions, Matter, Petition, Yielded } from '../../data/petitions/types.ts'
import { table } from '../../data/tables.ts'
import { county } from './demo-county.ts'
import { holds } from './planar.ts'

const until = '2026-11-22'
interface Run { matters: Matter[], petitions: Petition[], reports: number, all: Yielded[] }
const run = (options: Partial<MatterOptions> = {}): Run => {
  const all = [...matters(county, { until, ...options })]
  const rows = all.filter(row => row.kind === 'matter')
  return {
    all,
    matters: rows.map(row => row.matter),
    petitions: rows.flatMap(row => row.petitions),
    reports: all.reduce((sum, row) => sum + (row.kind === 'misconduct' ? row.count : 0), 0),
  }
}
const demo = run()
const share = <T>(list: readonly T[], test: (item: T) => boolean): number => list.filter(test).length / list.length
/** Bytes still held after a collection: without one, the figure says when the collector last ran. */
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const heapKept = (): number => {
  collect()
  return process.memoryUsage().heapUsed
}
const daysApart = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000

describe('the three years of the demo county', () => {
  it('have exactly the figures of the worked example', () => {
    expect(demo.petitions).toHaveLength(3400)
    expect(demo.matters).toHaveLength(2500)
    expect(demo.matters.filter(own => own.closed_on !== null)).toHaveLength(2260)
    expect(demo.matters.filter(own => own.settled_first)).toHaveLength(1785)
    const hardship = demo.matters.flatMap(own => own.hardship_yuan ?? [])
    expect(hardship).toHaveLength(64)
    expect(hardship.reduce((sum, yuan) => sum + yuan, 0)).toBe(2_210_000)
    expect(Math.min(...hardship)).toBeGreaterThan(2000)
  })

  it('come in order, numbered without a gap, all inside the period', () => {
    demo.matters.forEach((own, i) => {
      expect(own.no).toBe(i + 1)
      if (i > 0) expect(own.received_on >= (demo.matters[i - 1] as Matter).received_on).toBe(true)
    })
    expect(demo.petitions.map(own => own.no)).toEqual(demo.petitions.map((_, i) => i + 1))
    for (const { received_on, registered_on } of demo.petitions) {
      expect(received_on >= '2023-12-01' && received_on <= registered_on && registered_on <= until).toBe(true)
    }
  })

  it('are the same for the same seed and others for another', () => {
    const fingerprint = (seed: number): number => hashText(JSON.stringify(run({ petitions: 500, seed }).all))
    expect(fingerprint(5)).toBe(fingerprint(5))
    expect(fingerprint(5)).not.toBe(fingerprint(6))
  })

  it('give every matter one first petition, received and registered with it', () => {
    for (const row of demo.all) {
      if (row.kind !== 'matter') continue
      const [first, ...repeats] = row.petitions
      const { received_on, registered_on } = row.matter
      expect(first).toMatchObject({ is_first: true, received_on, registered_on })
      expect(repeats.every(own => !own.is_first && own.received_on >= row.matter.received_on)).toBe(true)
      if (row.matter.settled_first) expect(repeats).toEqual([])
    }
  })
})

describe('the life of a matter', () => {
  it('follows the order of the law: received, registered, accepted, answered, closed, never after the last day', () => {
    for (const own of demo.matters) {
      const dates = [own.received_on, own.registered_on, own.accepted_on, own.opinion_on, own.closed_on]
        .filter(day => day !== null)
      expect(dates, String(own.no)).toEqual([...dates].sort())
      expect((dates.at(-1) as string) <= until).toBe(true)
    }
  })

  it('agrees with its state', () => {
    const ended = new Set(['settled', 'closed', 'not_accepted', 'withdrawn', 'routed'])
    for (const own of demo.matters) {
      expect(own.closed_on !== null, own.state).toBe(ended.has(own.state))
      expect(own.settled_on !== null).toBe(own.state === 'settled')
      const answered = ['opinion_issued', 'review', 'recheck', 'settled', 'closed']
      if (answered.includes(own.state)) expect(own.opinion_on).not.toBeNull()
      if (['accepted', 'handling'].includes(own.state)) {
        expect([own.accepted_on === null, own.opinion_on]).toEqual([false, null])
      }
      if (['registered', 'transferred'].includes(own.state)) expect(own.accepted_on).toBeNull()
      if (own.route !== null && own.route !== 'petition') expect(own.state).toBe('routed')
      expect(own.route === null).toBe(own.purpose === 'suggestion')
    }
    expect(new Set(demo.matters.map(own => own.state)).size).toBe(12)
  })

  it('keeps the clocks mostly and misses them sometimes', () => {
    type Day = (own: Matter) => string | null
    const late = (list: Matter[], from: Day, to: Day, days: number): number =>
      share(list.filter(own => from(own) !== null && to(own) !== null), own =>
        daysApart(from(own) as string, to(own) as string) > days + (own.extended ? 30 : 0))
    const c1 = late(demo.matters, own => own.received_on, own => own.registered_on, 16)
    const c2 = late(demo.matters, own => own.registered_on, own => own.accepted_on, 17)
    const c5 = late(demo.matters, own => own.accepted_on, own => own.opinion_on, 63)
    for (const missed of [c1, c2, c5]) {
      expect(missed).toBeGreaterThan(0.008)
      expect(missed).toBeLessThan(0.14)
    }
    expect(share(demo.matters, own => own.extended)).toBeGreaterThan(0.03)
  })

  it('leaves more of the young matters open than of the old', () => {
    const young = demo.matters.filter(own => daysApart(own.received_on, until) < 45)
    const old = demo.matters.filter(own => daysApart(own.received_on, until) > 365)
    expect(share(young, own => own.closed_on === null)).toBeGreaterThan(0.6)
    expect(share(old, own => own.closed_on === null)).toBeLessThan(0.1)
    expect(share(old, own => own.closed_on === null)).toBeGreaterThan(0.01)
  })
})

describe('the petitions', () => {
  it('use every channel and level, and lodge repeats higher up', () => {
    expect(new Set(demo.petitions.map(own => own.channel)).size).toBe(8)
    expect(new Set(demo.petitions.map(own => own.level_lodged)).size).toBe(5)
    const high = (first: boolean): number => share(demo.petitions.filter(own => own.is_first === first),
      own => ['state', 'province', 'prefecture'].includes(own.level_lodged))
    expect(high(false)).toBeGreaterThan(2 * high(true))
  })

  it('repeat in a long tail: most once, a few many times', () => {
    const counts = demo.all.flatMap(row => row.kind === 'matter' ? [row.petitions.length] : [])
    expect(share(counts, count => count === 1)).toBeGreaterThan(0.78)
    expect(Math.max(...counts)).toBeGreaterThan(12)
    expect(share(demo.petitions, own => !own.is_first)).toBeCloseTo(900 / 3400, 6)
  })

  it('have collective visits of five and more, by visit or joint letter', () => {
    const collective = demo.petitions.filter(own => own.people_count >= 5)
    expect(collective.length).toBeGreaterThan(100)
    expect(share(collective, own => own.channel === 'visit')).toBeGreaterThan(0.6)
    expect(Math.max(...collective.map(own => own.people_count))).toBeGreaterThan(30)
  })

  it('ebb at weekends and at the Spring Festival and swell in March', () => {
    const weekday = (own: Petition): number => new Date(own.received_on).getUTCDay()
    const first = demo.petitions.filter(own => own.is_first)
    expect(share(first, own => weekday(own) === 1)).toBeGreaterThan(2 * share(first, own => weekday(own) === 0))
    const month = (name: string): number => first.filter(own => own.received_on.slice(5, 7) === name).length
    expect(month('03')).toBeGreaterThan(1.4 * month('02'))
    const offices = new Map(table('holidays').map(row => [row.day, row.is_workday]))
    const rested = first.filter(own => offices.get(own.received_on) === '0')
    expect(share(rested, own => own.channel === 'visit')).toBeLessThan(0.15)
  })
})

describe('places', () => {
  const placed = demo.matters.filter(own => own.lon !== null && own.lat !== null)
  const areaOf = (own: Matter): string | undefined =>
    county.key_areas.find(area => holds(area.geometry, [own.lon as number, own.lat as number]))?.code

  it('crowd in key areas, the great requisition first', () => {
    const counts = new Map<string | undefined, number>()
    for (const own of placed) counts.set(areaOf(own), (counts.get(areaOf(own)) ?? 0) + 1)
    const inAreas = placed.length - (counts.get(undefined) ?? 0)
    expect(inAreas / placed.length).toBeGreaterThan(0.3)
    expect(inAreas / placed.length).toBeLessThan(0.6)
    expect(Math.max(...county.key_areas.map(area => counts.get(area.code) ?? 0))).toBe(counts.get('990128-K01'))
    for (const area of county.key_areas) expect(counts.get(area.code) ?? 0, area.name).toBeGreaterThan(8)
  })

  it('are missing for some, outside for a few, and pile up on a few placeholder points', () => {
    expect(share(demo.matters, own => own.lon === null)).toBeGreaterThan(0.04)
    expect(share(demo.matters, own => own.lon === null)).toBeLessThan(0.16)
    const shape = county.units[0]?.geometry
    const outside = placed.filter(own => !shape || !holds(shape, [own.lon as number, own.lat as number]))
    expect(outside.length).toBeGreaterThan(5)
    expect(outside.length / placed.length).toBeLessThan(0.06)
    const points = new Map<string, number>()
    for (const own of placed) points.set(`${own.lon} ${own.lat}`, (points.get(`${own.lon} ${own.lat}`) ?? 0) + 1)
    expect([...points.values()].filter(count => count > 5)).toHaveLength(3)
  })

  it('decide what it is about: parks quarrel over wages and smoke, resettlement quarters over housing', () => {
    const kinds = (kind: string, prefix: string): number => {
      const own = placed.filter(row => county.key_areas.find(area => area.code === areaOf(row))?.kind === kind)
      return share(own, row => row.category.startsWith(prefix))
    }
    expect(kinds('industrial_park', '54') + kinds('industrial_park', '63')).toBeGreaterThan(0.4)
    expect(kinds('relocation_site', '03')).toBeGreaterThan(0.4)
    expect(kinds('land_requisition', '52') + kinds('land_requisition', '03')).toBeGreaterThan(0.55)
  })
})

describe('words', () => {
  it('are one sentence of at most 50 characters, in great variety, with every slot filled', () => {
    for (const own of demo.matters) {
      expect([...own.title].length).toBeLessThanOrEqual(50)
      expect(own.title + own.text).not.toMatch(/[{}]|undefined/)
      expect(own.text.length).toBeGreaterThan(own.title.length)
    }
    expect(new Set(demo.matters.map(own => own.title)).size).toBeGreaterThan(350)
    expect(new Set(demo.matters.map(own => own.text)).size).toBeGreaterThan(2200)
  })

  it('use only categories in force, known departments, and no name, number or telephone of a person', () => {
    const categories = new Map(table('categories').map(row => [row.code, row]))
    const departments = new Set(table('departments').map(row => row.code))
    for (const own of demo.matters) {
      expect(categories.get(own.category)?.valid_to).toBe('')
      expect(departments.has(own.department)).toBe(true)
      expect(own.title + own.text).not.toMatch(/1[3-9]\d{9}|\d{15,18}|先生|女士/)
    }
  })
})

describe('reports of misconduct', () => {
  it('are a day and a number and nothing else', () => {
    const reports = demo.all.filter(row => row.kind === 'misconduct')
    expect(demo.reports).toBeGreaterThan(20)
    for (const row of reports) expect(Object.keys(row).sort()).toEqual(['count', 'kind', 'received_on'])
  })
})

describe('at another size', () => {
  it('keeps exact counts and the same shape', () => {
    for (const petitions of [1, 7, 120, 34_000]) {
      const own = run({ petitions })
      const totals = totalsFor(petitions)
      expect(own.petitions).toHaveLength(petitions)
      expect(own.matters).toHaveLength(totals.matters)
      expect(own.matters.filter(row => row.closed_on !== null)).toHaveLength(totals.closed)
    }
    const large = run({ petitions: 34_000 })
    expect(large.matters.filter(row => row.settled_first)).toHaveLength(17_850)
    expect(large.matters.reduce((sum, row) => sum + (row.hardship_yuan ?? 0), 0)).toBe(22_100_000)
    for (const channel of ['visit', 'online', 'letter']) {
      const used = (own: Petition): boolean => own.channel === channel
      expect(share(large.petitions, used)).toBeCloseTo(share(demo.petitions, used), 1)
    }
  })

  it('streams without keeping what it has yielded', () => {
    const stream = matters(county, { petitions: 400_000, until })
    let seen = 0
    let atStart = 0
    for (const row of stream) {
      if (row.kind === 'matter') seen += row.petitions.length
      if (atStart === 0 && seen > 20_000) atStart = heapKept()
    }
    expect(seen).toBe(400_000)
    expect((heapKept() - atStart) / 1e6).toBeLessThan(90)
  }, 60_000)

  it('says what is wrong with a size or a day', () => {
    expect(() => totalsFor(5_000_001)).toThrow('5,000,000')
    expect(() => totalsFor(2.5)).toThrow('petitions: 2.5')
    expect(() => run({ until: '2023-12-05' })).toThrow('until: 2023-12-05')
    expect(() => run({ until: 'yesterday' })).toThrow('until: yesterday')
  })
})

describe('shares of a stream', () => {
  it('add up to the total whatever the weights', () => {
    const someWeights = fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { minLength: 1, maxLength: 200 })
    fc.assert(fc.property(fc.nat(5000), someWeights, (total, weights) => {
      const parts = shares(total, weights.reduce((a, b) => a + b, 0))
      const given = weights.map(weight => parts.next(weight))
      expect(given.every(part => Number.isInteger(part) && part >= 0)).toBe(true)
      expect(given.reduce((a, b) => a + b, 0)).toBe(total)
    }))
  })

  it('give no weight more than one when capped', () => {
    const counted = new Map([[1, 40], [0.1, 400], [0.01, 4000]])
    const factor = cappedFactor(150, counted)
    let sum = 0
    for (const [weight, count] of counted) sum += count * Math.min(1, factor * weight)
    expect(sum).toBeCloseTo(150, 6)
    expect(cappedFactor(10, new Map([[1, 3]]))).toBe(Infinity)
  })
})
