import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { branches, prefixOf } from '../../web/lib/category-tree.ts'
import { classes, counted } from '../../web/lib/classes.ts'
import { countOf, measureText } from '../../web/lib/measures.ts'
import { greatestCount, rateScale } from '../../web/lib/scale.ts'
import { donutSize, sizeBegins } from '../../web/map/donut.ts'
import { palettes } from '../../web/map/palette.ts'
import { discName, drawDisc } from '../../web/map/disc.ts'
import { isSmall, smallCodes } from '../../web/map/tint-colour.ts'

const row = (code: string, value: number | null, more: object = {}) => ({ code, name: code, value, numerator: 1, denominator: 100, under: null, ...more })
const answer = (...rows: ReturnType<typeof row>[]) => ({
  name: 'household_rate', by: 'unit', level: 'township', as_of: '2026-11-22', borders_on: null, rows, median: 3, unlocated: 0, outside: 0, coarser: 0, total: 9,
})
const rate = { measure: 'household_rate' as const, by: 'unit' as const }

describe('two maps side by side', () => {
  test('have the same limits and their own numbers of places', () => {
    const [one, other] = [answer(row('a', 1), row('b', 4)), answer(row('a', 18), row('b', 40))]
    const shown = new Set(['a', 'b'])
    const left = rateScale(one, [one, other], rate, shown)
    const right = rateScale(other, [one, other], rate, shown)
    expect(left?.classes.map(({ from, to }) => [from, to])).toEqual(right?.classes.map(({ from, to }) => [from, to]))
    expect([left?.classes[0]?.n, right?.classes[0]?.n]).toEqual([2, 0])
  })

  test('have the same largest bubble; rates have none', () => {
    const place = (petitions: number | null) => ({ petitions, matters: 1, people: 1, repeat: 2, overdue: 0 })
    expect(greatestCount([[place(4), place(null)], [place(31)]], 'petitions')).toBe(31)
    expect(greatestCount([[place(4)], []], 'repeats')).toBe(2)
    expect(greatestCount([[place(4)]], 'repeat_share')).toBeNull()
  })

  test('draw nothing from the answer to another question that is still on screen', () => {
    expect(rateScale({ ...answer(row('a', 1)), name: 'repeat_share' }, [], rate, new Set(['a']))).toBeNull()
  })
})

describe('a scale', () => {
  test('keeps the limits of the whole county while the user goes down, and counts what is on the map', () => {
    const whole = answer(row('a', 1), row('b', 90), row('c', 42))
    const found = rateScale(whole, [whole], rate, new Set(['a']))
    expect(found?.classes.at(-1)?.from).toBe(80)
    expect(found?.classes.reduce((sum, { n }) => sum + n, 0)).toBe(1)
  })

  test('counts every known value once whatever other values made its limits', () => {
    const values = fc.array(fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })))
    fc.assert(fc.property(values, values, (own, others) => {
      const limits = classes([...own, ...others])
      expect(counted(limits, own).reduce((sum, { n }) => sum + n, 0)).toBe(own.filter((value) => value !== null).length)
    }))
  })

  test('of bubbles says at which number each size begins, as it is drawn', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 4 }), (greatest, size) => {
      const begins = sizeBegins(size, greatest)
      expect(donutSize(begins, greatest)).toBeGreaterThanOrEqual(size)
      // one less has a smaller bubble: the number in the legend is the first of its size
      if (begins > 1) expect(donutSize(begins - 1, greatest)).toBeLessThan(size)
    }))
  })

  test('gets darker (light page) or lighter (dark page) with every step, so that it reads without colours', () => {
    const luminance = (hex: string): number => [1, 3, 5].map((at) => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2)
      .reduce((sum, channel, i) => sum + channel * ([0.2126, 0.7152, 0.0722][i] ?? 0), 0)
    for (const [theme, sign] of [['light', -1], ['dark', 1]] as const) {
      const steps = palettes[theme].ramp.map(luminance)
      for (const [i, value] of steps.slice(1).entries()) expect(sign * (value - (steps[i] ?? 0))).toBeGreaterThan(0.01)
    }
  })
})

describe('a place with few petitions', () => {
  test('is hatched when its number is not told, or its rate has a denominator below five', () => {
    expect(isSmall(row('a', null, { under: 5, numerator: null }))).toBe(true)
    expect(isSmall(row('a', null, { denominator: 3 }))).toBe(true)
  })

  test('is no-data when nobody knows its households, and neither when it has a value', () => {
    expect(isSmall(row('a', null, { denominator: null }))).toBe(false)
    expect(smallCodes({ ...rate, rows: [row('a', 0), row('b', null, { under: 5 })], classes: [], median: null })).toEqual(['b'])
  })
})

test('a measure is written in its own unit', () => {
  expect([measureText(1284, 'people'), measureText(null, 'people'), measureText(4.26, 'household_rate'), measureText(0.264, 'repeat_share'), measureText(null, 'overdue_share')])
    .toEqual(['1,284', '<5', '4.3', '26.4%', '—'])
  expect(countOf({ petitions: 1, matters: 2, people: 3, repeat: 4, overdue: 5 }, 'repeats')).toBe(4)
})

test('a plain bubble is named by what it looks like, and no other name is drawn', () => {
  expect(discName({ theme: 'dark', size: 3, tone: 'overdue', chosen: true })).toBe('disc:dark:3:overdue:1')
  expect([drawDisc('donut:light:1:0:0:36:0'), drawDisc('disc:light:1:pink:0'), drawDisc('hatch:purple')]).toEqual([null, null, null])
})

describe('the tree of categories', () => {
  const categories = [
    { code: '030000', name: '城乡建设', parent: null }, { code: '030100', name: '集体土地上房屋拆迁与补偿', parent: '030000' },
    { code: '030101', name: '安置补偿', parent: '030100' }, { code: '020000', name: '国土资源', parent: null },
  ]
  const names = (opened: string[], search = ''): string[] => branches(categories, new Set(opened), search).map(({ name }) => name)

  test('shows the roots in the order of their codes, and what is opened below them', () => {
    expect(names([])).toEqual(['国土资源', '城乡建设'])
    expect(names(['030000'])).toEqual(['国土资源', '城乡建设', '集体土地上房屋拆迁与补偿'])
    expect(names(['030100'])).toEqual(['国土资源', '城乡建设'])
  })

  test('searched shows what holds the words with the way down to it', () => {
    expect(branches(categories, new Set(), '补偿').map(({ name, path }) => [path, name])).toEqual([
      ['城乡建设', '集体土地上房屋拆迁与补偿'], ['城乡建设 › 集体土地上房屋拆迁与补偿', '安置补偿'],
    ])
  })

  test('is chosen by the digits that say something', () => {
    expect([prefixOf('030000'), prefixOf('030100'), prefixOf('030101'), prefixOf('100000')]).toEqual(['03', '0301', '030101', '10'])
  })
})
