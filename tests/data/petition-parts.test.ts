/** The parts of the demo's petitions one by one, for any seed: what must hold of every matter and not only of those of one county. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allot } from '../../data/county/allot.ts'
import { formerNames, peakNames, riverNames, villageStem } from '../../data/county/names.ts'
import { tint } from '../../data/county/tints.ts'
import { lifeOf } from '../../data/petitions/clocks.ts'
import { contactsOf } from '../../data/petitions/contacts.ts'
import { readContent, wording } from '../../data/petitions/content.ts'
import type { Setting } from '../../data/petitions/content.ts'
import { daysBetween } from '../../data/petitions/days.ts'
import { cumulative, diceFrom } from '../../data/petitions/dice.ts'
import { placeOf } from '../../data/petitions/place.ts'
import type { Placed } from '../../data/petitions/place.ts'
import { plans, totalsFor } from '../../data/petitions/plan.ts'
import type { Planned } from '../../data/petitions/plan.ts'
import { comesFirst, isClear, restated, saysAgain } from '../../data/petitions/restate.ts'
import type { Settings, Spot } from '../../data/petitions/settings.ts'
import type { Unit } from '../../data/county/types.ts'
import { randomFrom } from '../../api/statistics/random.ts'

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 })
const days = daysBetween('2023-11-28', '2026-11-27', 7)
const last = days.count - 1
const planned = fc.record({
  index: fc.nat(100_000), day: fc.nat(last), repeats: fc.nat(12), open: fc.boolean(), settledFirst: fc.constant(false), hardshipYuan: fc.constant(null),
}).map((plan): Planned => plan)
const unit = (name: string, aliases: string[] = []): Unit => ({ name, aliases }) as unknown as Unit
const spot = (lon: number, group = '一组'): Spot => ({ point: [lon, 27], group: unit(group, ['一社']), village: unit('青石村', ['青石大队']), township: unit('澄川街道') })

describe('the life of any matter', () => {
  const lives = (check: (life: ReturnType<typeof lifeOf>, plan: Planned, request: boolean) => void): void => {
    const some = fc.property(seed, planned, fc.boolean(), (from, plan, request) => { check(lifeOf(plan, request, last, diceFrom(from)), plan, request) })
    fc.assert(some, { numRuns: 2_000 })
  }

  it('goes forward: received, registered, accepted, answered, closed, and nothing lies after the last day', () => {
    lives((life, { day }) => {
      const course = [day, life.registered, life.accepted, life.opinion, life.closed].filter((at) => at !== null)
      expect(course).toEqual([...course].sort((a, b) => a - b))
      expect(course.at(-1)).toBeLessThanOrEqual(last)
    })
  })

  it('is closed where the plan says so and open otherwise, whichever way it ended', () => {
    lives((life, { open }) => {
      expect(life.closed === null).toBe(open)
      expect(['settled', 'closed', 'not_accepted', 'withdrawn', 'routed'].includes(life.state)).toBe(!open)
    })
  })

  it('has no answer without having been accepted, and is settled on the day on which it was closed', () => {
    lives((life) => {
      if (life.opinion !== null) expect(life.accepted).not.toBeNull()
      expect(life.settled).toBe(life.state === 'settled' ? life.closed : null)
      if (life.state === 'not_accepted' || life.state === 'withdrawn') expect([life.accepted, life.opinion]).toEqual([null, null])
    })
  })

  it('stands where its days say: opinion given, not yet, not even accepted', () => {
    lives((life, { open }) => {
      if (!open) return
      if (['registered', 'transferred'].includes(life.state)) expect(life.accepted).toBeNull()
      if (['accepted', 'handling'].includes(life.state)) expect([life.accepted === null, life.opinion]).toEqual([false, null])
      if (['opinion_issued', 'review', 'recheck'].includes(life.state)) expect(life.opinion).not.toBeNull()
    })
  })

  it('goes by law where it was routed, and only requests are', () => {
    lives((life, _, request) => {
      if (life.state === 'routed') expect([request, life.route === 'petition', life.accepted]).toEqual([true, false, null])
      else expect(life.route).toBe(request ? 'petition' : null)
    })
  })

  it('settled at the first attempt ends settled, and is never extended unless it took its whole time', () => {
    fc.assert(fc.property(seed, planned, (from, plan) => {
      expect(lifeOf({ ...plan, open: false, settledFirst: true }, true, last, diceFrom(from)).state).toBe('settled')
      const young = lifeOf({ ...plan, open: false, day: last }, true, last, diceFrom(from))
      expect([young.registered, young.closed, young.extended]).toEqual([last, last, false])
    }))
  })
})

describe('the petitions of any matter', () => {
  it('are one more than its repeats, numbered on, the first of them first, all between receipt and the last day', () => {
    fc.assert(fc.property(seed, planned, fc.boolean(), (from, plan, crowd) => {
      const dice = diceFrom(from)
      const life = lifeOf(plan, true, last, dice)
      let no = 100
      const contacts = contactsOf(plan, life, days, crowd, () => no++, dice)
      expect(contacts.map((one) => one.no)).toEqual(Array.from({ length: plan.repeats + 1 }, (_, i) => 100 + i))
      expect(contacts.map(({ is_first: first }) => first)).toEqual([true, ...Array<boolean>(plan.repeats).fill(false)])
      expect(new Set(contacts.map(({ matter_no: matter }) => matter))).toEqual(new Set([plan.index + 1]))
      const received = contacts.map(({ received_on: on }) => on)
      expect(received).toEqual([...received].sort())
      expect([received[0], contacts[0]?.registered_on]).toEqual([days.iso[plan.day], days.iso[life.registered]])
      for (const one of contacts) {
        expect(one.registered_on >= one.received_on && one.registered_on <= (days.iso[last] ?? '')).toBe(true)
        expect(one.people_count >= 1 && one.people_count <= 160).toBe(true)
        // whoever calls or writes online is one, or a handful; a crowd comes by itself or signs a letter
        if (one.people_count > 5) expect(['visit', 'letter']).toContain(one.channel)
      }
    }), { numRuns: 500 })
  })
})

describe('the plan of any size', () => {
  const few = daysBetween('2026-01-01', '2026-06-30', 3)
  it('has exactly as many matters, petitions, open ones and hardship cases as its totals, in the order of receipt', () => {
    fc.assert(fc.property(seed, fc.integer({ min: 1, max: 700 }), (from, petitions) => {
      const totals = totalsFor(petitions)
      const all = [...plans(totals, few, diceFrom(from))]
      expect([all.length, all.filter(({ open }) => open).length]).toEqual([totals.matters, totals.matters - Math.min(totals.matters, totals.closed)])
      // in the smallest records it may be that nobody came again
      expect([totals.matters, totals.petitions]).toContain(all.reduce((sum, { repeats }) => sum + repeats, all.length))
      if (petitions > 200) expect(all.reduce((sum, { repeats }) => sum + repeats, all.length)).toBe(petitions)
      expect(all.map(({ index }) => index)).toEqual(all.map((_, i) => i))
      expect(all.map(({ day }) => day)).toEqual(all.map(({ day }) => day).sort((a, b) => a - b))
      const helped = all.filter(({ hardshipYuan }) => hardshipYuan !== null)
      expect(helped).toHaveLength(Math.min(totals.hardship, totals.closed))
      if (helped.length) expect(helped.reduce((sum, { hardshipYuan }) => sum + (hardshipYuan ?? 0), 0)).toBe(totals.hardshipYuan)
      for (const { open, repeats, settledFirst, hardshipYuan } of all) {
        if (settledFirst) expect([open, repeats]).toEqual([false, 0])
        if (hardshipYuan !== null) expect([open, hardshipYuan % 100]).toEqual([false, 0])
      }
    }), { numRuns: 60 })
  })

  it('grows with the number of petitions, in the proportions of the worked example', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4_999_999 }), (petitions) => {
      const [less, more] = [totalsFor(petitions), totalsFor(petitions + 1)]
      for (const key of ['matters', 'closed', 'settledFirst', 'hardship'] as const) expect(more[key]).toBeGreaterThanOrEqual(less[key])
      expect(less.settledFirst <= less.closed && less.closed <= less.matters && less.matters <= petitions).toBe(true)
    }))
    expect(totalsFor(3_400)).toEqual({ matters: 2_500, petitions: 3_400, closed: 2_260, settledFirst: 1_785, hardship: 64, hardshipYuan: 2_210_000 })
  })
})

describe('the place of any matter', () => {
  const settings = {
    groups: { spots: [spot(104.1), spot(104.2)], weights: cumulative([1, 3]) },
    areas: [{ area: { name: '澄川新城' }, spots: [spot(104.5)] }, { area: { name: '工业园' }, spots: [spot(104.7)] }],
    placeholders: [{ point: [104.9, 27.1], text: '示例县' }], outside: [{ point: [106, 28], text: '邻县务工工地' }],
  } as unknown as Settings
  const places = (weights: Float64Array, n = 4_000): Placed[] => {
    const dice = diceFrom(5)
    return Array.from({ length: n }, () => placeOf(settings, weights, dice))
  }
  const busy = places(cumulative([0.4, 0.07]))

  it('is written with both coordinates or with neither, near the spot that it belongs to', () => {
    for (const { lon, lat, area, spot: at, text } of busy) {
      expect(lon === null).toBe(lat === null)
      if (lon === null || lat === null || text === '示例县' || text === '邻县务工工地') continue
      expect(Math.hypot((lon - at.point[0]) * 99_270, (lat - at.point[1]) * 110_790)).toBeLessThan(area < 0 ? 900 : 90)
    }
  })

  it('lies in the areas as often as they are busy, and never in an area whose time is over', () => {
    const inAreas = (all: Placed[]): number => all.filter(({ area }) => area >= 0).length / all.length
    expect(inAreas(busy)).toBeCloseTo(0.44, 1)
    expect(inAreas(places(cumulative([0.1, 0])))).toBeCloseTo(0.44 * 0.1 / 0.47, 1)
    expect(places(cumulative([0, 0.47])).some(({ area }) => area === 0)).toBe(false)
  })

  it('is unknown for some, heaped on a point that stands for nothing for a few, beyond the border for fewer', () => {
    const elsewhere = busy.filter(({ area }) => area < 0)
    const share = (of: (one: Placed) => boolean): number => elsewhere.filter(of).length / elsewhere.length
    expect(share(({ lon }) => lon === null)).toBeCloseTo(0.13, 1)
    expect(share(({ lon }) => lon === 104.9)).toBeCloseTo(0.035, 1)
    expect(share(({ lon }) => lon !== null && lon > 105.5)).toBeCloseTo(0.022, 1)
  })

  it('is written as clerks do: whole, short, by former names, or only nearly', () => {
    const written = new Set(busy.map(({ text }) => text))
    for (const text of ['示例县澄川街道青石村一组', '澄川街道青石村一社', '澄川街道青石大队', '澄川街道', '青石大队附近', '县城', null, '澄川新城']) expect(written).toContain(text)
  })
})

describe('what any matter says', () => {
  const content = readContent()
  const settingsOf = Object.keys(content.weights) as Setting[]

  it('has every slot filled and one sentence of at most fifty characters, also said again by another clerk', () => {
    fc.assert(fc.property(seed, fc.constantFrom(...content.topics), fc.constantFrom(...settingsOf), (from, topic, setting) => {
      const place = { area: -1, spot: spot(104), lon: 104, lat: 27, text: '澄川街道青石村' } as Placed
      const first = wording(topic, setting, place, 2026, diceFrom(from))
      const again = restated({ topic, place, ...first }, diceFrom(from + 1))
      for (const { title, text } of [first, again]) {
        expect([[...title].length <= 50, /[{}]|undefined|，，|。。/.test(title + text)]).toEqual([true, false])
        expect(text.endsWith('。')).toBe(true)
      }
      expect(again.title).toContain(first.title)
      expect([again.text.startsWith(first.text.slice(0, first.text.indexOf('。'))), again.text === first.text]).toEqual([true, false])
      const apart = Math.hypot((Number(again.place.lon) - 104) * 99_270, (Number(again.place.lat) - 27) * 110_790)
      expect(apart).toBeLessThan(30)
    }), { numRuns: 800 })
  })

  it('is of a topic that the place has, 2.3 times as often in its own months as in others', () => {
    const own = (weights: Float64Array | undefined, topic: number): number => (weights?.[topic] ?? 0) - (weights?.[topic - 1] ?? 0)
    let seasonal = 0
    for (const setting of settingsOf) {
      const months = content.weights[setting].slice(1)
      for (const topic of content.topics.keys()) {
        const often = months.map((weights) => own(weights, topic))
        const [least, most] = [Math.min(...often), Math.max(...often)]
        expect(least).toBeGreaterThanOrEqual(0)
        if (most - least < 1e-9) continue
        seasonal += 1
        expect(most / least).toBeCloseTo(2.3, 6)
        expect(often.every((one) => Math.abs(one - least) < 1e-9 || Math.abs(one - most) < 1e-9)).toBe(true)
      }
      expect(months.every((weights) => (weights.at(-1) ?? 0) > 0)).toBe(true)
    }
    expect(seasonal).toBeGreaterThan(10)
  })

  it('is said twice only of a point that people agree about, each time by a later matter', () => {
    const at = (lon: number | null, text: string | null): boolean => isClear({ lon, text } as Placed)
    expect([at(104, '澄川街道青石村'), at(null, '澄川街道青石村'), at(104, null), at(104, '青石村'), at(104, '青石大队附近一带'), at(104, '邻县务工工地')]).toEqual([true, false, false, false, false, false])
    const first = Array.from({ length: 1_000 }, (_, i) => i).filter(comesFirst)
    const again = Array.from({ length: 1_000 }, (_, i) => i).filter(saysAgain)
    expect([first.length, again.length]).toEqual([10, 10])
    expect(again.every((index, i) => index > (first[i] ?? Infinity) && index < (first[i + 1] ?? Infinity))).toBe(true)
  })
})

describe('invented names', () => {
  it('are whole, Chinese, and the same for the same seed', () => {
    fc.assert(fc.property(seed, (from) => {
      const names = () => { const random = randomFrom(from); return [villageStem(random), ...formerNames('青石', random), ...peakNames(20, random), ...riverNames([400, 130, 40, 9, 3], random)] }
      const all = names()
      expect(all.filter((name) => !/^[\u4e00-\u9fff]{2,7}$/.test(name))).toEqual([])
      expect(names()).toEqual(all)
    }), { numRuns: 200 })
  })

  it('tell a river’s size: one great one, then rivers, small rivers and brooks, whatever their order', () => {
    fc.assert(fc.property(seed, fc.shuffledSubarray([900, 400, 130, 60, 29, 12, 3], { minLength: 7 }), (from, basins) => {
      const names = riverNames(basins, randomFrom(from))
      const bySize = [...basins.keys()].sort((a, b) => (basins[b] ?? 0) - (basins[a] ?? 0)).map((i) => names[i] ?? '')
      expect(bySize[0]).toBe('澄江')
      expect(bySize.slice(1, 5).map((name) => /小河$/.test(name) ? '小河' : name.slice(-1))).toEqual(['河', '河', '小河', '小河'])
      for (const name of bySize.slice(5)) expect(name).toMatch(/[溪沟箐]$/)
    }))
  })

  it('of peaks are all different, the highest first', () => {
    fc.assert(fc.property(seed, fc.integer({ min: 1, max: 60 }), (from, n) => {
      const names = peakNames(n, randomFrom(from))
      expect([names.length, new Set(names).size, names[0]]).toEqual([n, n, '云顶大山'])
    }))
  })
})

describe('the colour of the ground', () => {
  const theme = fc.constantFrom('light' as const, 'dark' as const)
  const height = fc.double({ min: 0, max: 4_000, noNaN: true })
  const bright = ([r, g, b]: readonly number[]): number => (r ?? 0) + (g ?? 0) + (b ?? 0)

  it('is a colour, and darkens towards the shadow and brightens towards the light', () => {
    fc.assert(fc.property(theme, height, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.2, noNaN: true }), (of, at, light, more) => {
      const colour = tint(of, at, light)
      expect(colour.every((one) => Number.isInteger(one) && one >= 0 && one <= 255)).toBe(true)
      expect(bright(tint(of, at, Math.min(1, light + more)))).toBeGreaterThanOrEqual(bright(colour) - 2)
    }), { numRuns: 500 })
  })

  it('has no step: a metre more or less is not seen', () => {
    fc.assert(fc.property(theme, height, (of, at) => {
      const [one, other] = [tint(of, at, 0.5), tint(of, at + 1, 0.5)]
      expect(Math.max(...one.map((part, i) => Math.abs(part - (other[i] ?? 0))))).toBeLessThanOrEqual(1)
    }), { numRuns: 500 })
  })
})

it('shares that cannot be given are refused: three of at least two out of five', () => {
  expect(() => allot(5, [1, 1, 1], 2)).toThrow(RangeError)
  expect(allot(6, [1, 1, 1], 2)).toEqual([2, 2, 2])
  expect(allot(5, [0, 0])).toEqual([3, 2])
})
