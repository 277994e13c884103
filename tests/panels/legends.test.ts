/** Legends: no colour without its meaning, its limits and how many places have it; what is too small or unknown is said apart. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import HotspotLegend from '../../web/panels/HotspotLegend.vue'
import LegendBubbles from '../../web/panels/LegendBubbles.vue'
import LegendClasses from '../../web/panels/LegendClasses.vue'
import LegendResponses from '../../web/panels/LegendResponses.vue'
import LegendSpread from '../../web/panels/LegendSpread.vue'
import BaseChoice from '../../web/components/BaseChoice.vue'
import MapLegend from '../../web/panels/MapLegend.vue'
import zh from '../../web/i18n/zh.ts'
import { classes, counted } from '../../web/lib/classes.ts'
import { levelClasses, patterns } from '../../web/lib/hotspots.ts'
import { defaultView, tints } from '../../web/lib/url-state.ts'
import { toneColours } from '../../web/map/badge.ts'
import { discColour } from '../../web/map/disc.ts'
import { donutSize } from '../../web/map/donut.ts'
import { levelColours, patternColours } from '../../web/map/hotspot-layer.ts'
import { palettes } from '../../web/map/palette.ts'
import { classColour } from '../../web/map/tint-colour.ts'
import type { Tint } from '../../web/map/types.ts'
import type { HotspotAnswer } from '../../api/contract/hotspots.ts'
import { draw } from './drawn.ts'
import { mapState, measured } from './rows.ts'

const tint = (values: (number | null)[], more: Partial<Tint> = {}): Tint => {
  const rows = values.map((value, i) => measured(`t${i}`, value))
  return { measure: 'household_rate', by: 'unit', rows, classes: classes(values), median: null, ...more }
}
const filled = (page: { all: (selector: string) => HTMLElement[] }, selector = 'li rect'): (string | null)[] => page.all(selector).map((box) => box.getAttribute('fill'))

describe('the legend of a rate', () => {
  test('has a line for each class with its limits, its colour on the map and how many places have it', async () => {
    const shown = tint([0, 7, 19.5, 88])
    const page = await draw(LegendClasses, { tint: shown, theme: 'light' })
    expect(page.texts('li')).toEqual(['0 – 203 个', '20 – 400 个', '40 – 600 个', '60 – 800 个', '≥ 801 个'])
    expect(filled(page)).toEqual(shown.classes.map((_, i) => classColour('light', i, 5)))
  })

  test('says which value all have, where all have one', async () => {
    const page = await draw(LegendClasses, { tint: tint([0.25, 0.25, null], { measure: 'repeat_share' }), theme: 'dark' })
    expect(page.texts('li')).toEqual(['全部相同：25.0%2 个', `${zh.legend.noData}1 个`])
  })

  test('tells what is too small to say from what nobody knows, and names neither where there is none', async () => {
    const rows = [measured('a', 3), measured('b', null, { under: 5 }), measured('c', null, { denominator: 4 }), measured('d', null, { denominator: null })]
    const page = await draw(LegendClasses, { tint: { ...tint([3, 9]), rows }, theme: 'light' })
    expect(page.text('[data-legend=small]')).toBe(`${zh.mapPage.legend.small}2 个`)
    expect(page.texts('li').at(-1)).toBe(`${zh.legend.noData}1 个`)
    expect(filled(page).at(-1)).toBe(palettes.light.noData)
    const all = await draw(LegendClasses, { tint: tint([3, 9]), theme: 'light' })
    expect(all.text()).not.toContain(zh.legend.noData)
    expect(all.all('[data-legend=small]')).toEqual([])
  })

  test('prints the median in the unit of the rate, and says that there is nothing to show', async () => {
    expect((await draw(LegendClasses, { tint: tint([1, 3], { median: 2.04 }), theme: 'light' })).text('.median')).toBe('中位数 2.0')
    const page = await draw(LegendClasses, { tint: tint([null]), theme: 'light' })
    expect(page.texts('li')).toEqual([zh.mapPage.legend.empty, `${zh.legend.noData}1 个`])
  })
})

describe('the legend of bubbles', () => {
  const bubbles = (greatest: number, show = 'petitions') => draw(LegendBubbles, { show, greatest, theme: 'light' })

  test('says from which number on a bubble has a size, never the same number twice', async () => {
    expect((await bubbles(100)).texts('.sample')).toEqual(['≥ 1', '≥ 16', '≥ 64'])
    expect((await bubbles(3)).texts('.sample')).toEqual(['≥ 1', '≥ 2'])
    expect((await bubbles(1)).texts('.sample')).toEqual(['≥ 1'])
  })

  test('is true of the map: one petition fewer has a smaller bubble', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 5_000 }), async (greatest) => {
      const begins = (await bubbles(greatest)).texts('.sample').map((text) => Number(text.replace(/[^\d]/g, '')))
      for (const from of begins.slice(1)) expect(donutSize(from, greatest)).toBeGreaterThan(donutSize(from - 1, greatest))
    }), { numRuns: 20 })
  })

  test('has the ring’s three states for petitions alone, in the colours of the map', async () => {
    const page = await bubbles(100)
    expect(page.texts('.states li')).toEqual([zh.figure.closed, zh.figure.open_in_time, zh.figure.overdue])
    expect(page.all('.states circle').map((ring) => ring.getAttribute('stroke'))).toEqual([palettes.light.state.closed, palettes.light.state.open, palettes.light.state.overdue])
    for (const [show, tone] of [['matters', 'plain'], ['repeats', 'repeat'], ['overdue', 'overdue']] as const) {
      const other = await bubbles(100, show)
      expect([other.all('.states'), other.one('.sample circle').getAttribute('stroke')]).toEqual([[], discColour('light', tone)])
    }
  })

  test('says that nothing is marked where nothing is', async () => {
    const page = await bubbles(0, 'overdue')
    expect(page.text()).toBe(zh.mapPage.legend.none)
  })
})

describe('the legend of columns and heat', () => {
  const density = (numbers: number[], size = 1_000) => {
    const answer = { size, as_of: '2026-11-27', cells: numbers.map((n, i): [number, number, number] => [104 + i, 27, n]) }
    return { answer, classes: counted(classes(numbers), numbers) }
  }

  test('of columns has the classes of the hexagons, in petitions', async () => {
    const page = await draw(LegendSpread, { state: mapState({ marks: 'columns', density: density([1, 9, 44]) }) })
    expect(page.texts('li')).toEqual(['0 – 102 个', '10 – 200 个', '20 – 300 个', '30 – 400 个', '≥ 401 个'])
  })

  test.each([[500, '六边形半径 500 米'], [1_000, '六边形半径 1 公里'], [4_000, '六边形半径 4 公里']])('says how large a hexagon of %d m is', async (size, words) => {
    expect((await draw(LegendSpread, { state: mapState({ marks: 'columns', density: density([3], size) }) })).text('.small')).toContain(words)
  })

  test('of heat is a scale without steps and without numbers, of the ramp’s colours', async () => {
    const page = await draw(LegendSpread, { state: mapState({ marks: 'heat', density: density([3, 8]) }) })
    expect([page.all('li'), page.text('[data-legend=heat]')]).toEqual([[], `${zh.mapPage.legend.few}${zh.mapPage.legend.many}`])
    expect(page.text('.small')).toContain(zh.mapPage.legend.heatText)
  })

  test('is printed in the colours of paper, whatever the screen’s', async () => {
    const state = mapState({ theme: 'dark', marks: 'columns', density: density([1, 9, 44]) })
    expect(filled(await draw(LegendSpread, { state, theme: 'light' }))).toEqual([0, 1, 2, 3, 4].map((i) => classColour('light', i, 5)))
    expect(filled(await draw(LegendSpread, { state }))).toEqual([0, 1, 2, 3, 4].map((i) => classColour('dark', i, 5)))
  })

  test('says nothing before the numbers have come, and of cells that small ones are not told', async () => {
    expect((await draw(LegendSpread, { state: mapState({ marks: 'heat' }) })).text()).toBe('')
    expect((await draw(LegendSpread, { state: mapState({ marks: 'spread' }) })).text()).toBe(zh.legend.cells)
  })
})

describe('the legend of the map', () => {
  const legend = (state = mapState(), view = defaultView, more: object = {}) => draw(MapLegend, { state, view, docked: true, ...more }, { hears: ['view'] })

  test('shows bubbles of a count and offers a rate below them; of a rate it shows classes and offers none', async () => {
    const bubbles = await legend()
    expect([bubbles.all('[data-legend=sizes]').length, bubbles.texts('.tint option').length]).toEqual([1, tints.length])
    const rates = await legend(mapState({ show: 'household_rate', tint: tint([1, 3]) }), { ...defaultView, show: 'household_rate' })
    expect([rates.all('[data-legend=sizes]'), rates.all('[data-legend=classes]').length, rates.all('.tint')]).toEqual([[], 1, []])
  })

  test('switches a layer off and on again, in an address that does not depend on the order', async () => {
    const page = await legend(mapState(), { ...defaultView, hidden: ['roads'] })
    const named = page.texts('.layers label')
    const box = (word: string): number => named.indexOf(word) + 1
    const checked = page.all('.layers input').map((one) => (one as HTMLInputElement).checked)
    expect(checked[box(zh.layer.roads) - 1]).toBe(false)
    expect(checked.filter((one) => !one)).toHaveLength(1)
    await page.press(`.layers li:nth-child(${box(zh.layer.labels)}) input`)
    await page.press(`.layers li:nth-child(${box(zh.layer.roads)}) input`)
    expect(page.told).toEqual([['view', { hidden: ['labels', 'roads'] }], ['view', { hidden: [] }]])
  })

  test('offers only layers that there is something of', async () => {
    const bare = await legend(mapState({ basemap: { layers: [], hillshade: null } }))
    expect(bare.texts('.layers label')).not.toContain(zh.layer.roads)
    expect(bare.texts('.layers label')).not.toContain(zh.layer['area-responses'])
    const badged = await legend(mapState({ responses: [{ code: 'K1', stage: '', levels: [], gaps: 1 }] }))
    expect(badged.texts('.layers label')).toContain(zh.layer['area-responses'])
    expect(badged.all('[data-legend=responses]')).toHaveLength(1)
    const off = await legend(mapState({ responses: [{ code: 'K1', stage: '', levels: [], gaps: 1 }] }), { ...defaultView, hidden: ['area-responses'] })
    expect(off.all('[data-legend=responses]')).toEqual([])
  })

  test('says what counts what, and changes it', async () => {
    const page = await legend(mapState({ marks: 'units' }))
    expect(page.all('[data-marks]').map((one) => [one.dataset['marks'], one.getAttribute('aria-pressed')])).toEqual([
      ['areas', 'false'], ['units', 'true'], ['spread', 'false'], ['columns', 'false'], ['heat', 'false']])
    await page.press('[data-marks=heat]')
    await page.fill('.tint select', 'repeat_share')
    expect(page.told).toEqual([['view', { marks: 'heat' }], ['view', { tint: 'repeat_share' }]])
  })

  test('offers the base maps of the installation where there are several, and says which was chosen', async () => {
    const page = await legend(mapState(), defaultView, { bases: ['own', 'vector', 'image', 'terrain'], base: 'image' })
    expect(page.texts('[data-base] option')).toEqual([zh.base.own, zh.base.vector, zh.base.image, zh.base.terrain])
    expect((page.one('[data-base] select') as HTMLSelectElement).value).toBe('image')
    await page.fill('[data-base] select', 'vector')
    expect(page.told).toEqual([['view', { base: 'vector' }]])
    expect((await legend(mapState(), defaultView, { bases: ['own'], base: 'own' })).all('[data-base]')).toEqual([])
  })

  test.each(['refused', 'unreachable', 'style'] as const)('beside a choice on the map stands why the chosen one is not shown (%s)', async (trouble) => {
    const page = await draw(BaseChoice, { offered: ['style', 'own', 'vector'], chosen: 'vector', floating: true, trouble })
    expect(page.text('[role=status]')).toBe(zh.base.trouble[trouble])
    expect((await draw(BaseChoice, { offered: ['own', 'vector'], chosen: 'own', trouble: null })).all('[role=status]')).toEqual([])
  })

  test('says that two maps have one scale', async () => {
    expect((await legend(mapState(), defaultView, { shared: true })).text()).toContain(zh.mapPage.legend.shared)
    expect((await legend()).text()).not.toContain(zh.mapPage.legend.shared)
  })

  test('opens and folds by its head on the map, and has none in a panel', async () => {
    const page = await draw(MapLegend, { state: mapState(), view: defaultView })
    const before = page.one('.head').getAttribute('aria-expanded')
    await page.press('.head')
    expect(page.one('.head').getAttribute('aria-expanded')).toBe(before === 'true' ? 'false' : 'true')
    expect(page.all('.body')).toHaveLength(before === 'true' ? 0 : 1)
    await page.press('.head')
    expect(page.one('.head').getAttribute('aria-expanded')).toBe(before)
    expect((await legend()).all('.head')).toEqual([])
  })
})

test('the legend of the response has the four tones of the badges, in the order from late to over', async () => {
  const page = await draw(LegendResponses, { theme: 'light' })
  expect(filled(page).slice(0, 4)).toEqual(['late', 'wait', 'hand', 'over'].map((tone) => toneColours[tone as keyof typeof toneColours].fill))
  expect(page.texts('li').slice(0, 4)).toEqual([zh.areaResponse.tone.late, zh.areaResponse.tone.wait, zh.areaResponse.tone.hand, zh.areaResponse.tone.over])
  expect(page.text('.small')).toContain('县 乡 村 组')
})

describe('the legend of hot spots', () => {
  const row = (code: string, more: object) => ({
    code, name: code, matters: 3, level: 0, why: null, emerging: null, share_smoothed: null, quiet: false, ...more,
  })
  const answer = (more: object = {}, run: object = {}): HotspotAnswer => ({
    rows: [
      row('a', { level: 3, matters: 41, emerging: { pattern: 'new', kind: 'hot' }, share_smoothed: 0.45 }), row('b', { level: 3, emerging: { pattern: 'new', kind: 'cold' }, share_smoothed: 0.05 }),
      row('c', { level: -2, share_smoothed: 0.2 }), row('d', { level: null, why: 'too_few' }), row('e', { quiet: true }),
    ],
    spots: [], repeating: [], placeholders: null,
    run: {
      measure: 'frequency', test: 'exact_sum', from: '2025-11-28', to: '2026-11-27', tested: 312, q: 0.05, scale: null, scales: [], months: null, made_at: '2026-11-27T01:30:00Z',
      left_out: { unlocated: 80, outside: 4, placeholder: 1_200, coarser: 7, no_denominator: 0 }, total: { matters: 610, petitions: 1284 }, ...run,
    },
    ...more,
  } as unknown as HotspotAnswer)
  const legend = (colouring: string, of = answer(), alarms = 0) => draw(HotspotLegend, { answer: of, colouring, theme: 'light', alarms }, { hears: ['how'] })
  const numbered = (page: Awaited<ReturnType<typeof legend>>): [string | undefined, string][] =>
    page.all('[data-class]').map((line) => [line.dataset['class'], line.querySelector('small')?.textContent ?? ''])

  test('counts the places of every class of the test, each in its colour', async () => {
    const page = await legend('level')
    expect(numbered(page)).toEqual([['hot3', '2 个'], ['hot2', '0 个'], ['hot1', '0 个'], ['cold', '1 个'], ['few', '1 个'], ['none', '1 个']])
    expect(filled(page, '[data-class] rect')).toEqual(levelClasses.map((one) => levelColours[one]))
    expect(page.text('.legend')).not.toContain('立柱')
  })

  test('of the course counts what grew hot and not what grew cold', async () => {
    const page = await legend('emerging')
    expect(numbered(page).filter(([, n]) => n !== '0 个')).toEqual([['new', '1 个']])
    expect(filled(page, '[data-class] rect')).toEqual(patterns.map((one) => patternColours[one]))
  })

  test('of the smoothed share has five fixed classes, and none for places where it is not told', async () => {
    const page = await legend('smoothed')
    expect(numbered(page).map(([, n]) => n)).toEqual(['1 个', '0 个', '1 个', '0 个', '1 个'])
    expect(page.texts('[data-class]').map((text) => text.replace(/ \d+ 个$/, ''))).toEqual(['< 10%', '10–20%', '20–30%', '30–40%', '≥ 40%'].map((range) => `重复占比 ${range}`))
  })

  test('of columns says the highest one; of heat it has no classes', async () => {
    expect((await legend('columns')).text()).toContain('最高 41 件')
    expect((await legend('heat')).all('[data-class]')).toEqual([])
  })

  test('says what was counted, tested and left out, and when', async () => {
    const facts = (await legend('level')).texts('.fact')
    expect(facts.join('\n')).toContain('2025-11-28 至 2026-11-27，610 件事项、1,284 件次')
    expect(facts.join('\n')).toContain('检验 312 个单元，错误发现率 0.05')
    expect(facts.join('\n')).toContain('无地点 80、县外 4、默认坐标点 1,200、无户数 0')
    expect(facts.join('\n')).toContain('2026-11-27 09:30')
    expect((await legend('level', answer({}, { from: null, to: null }))).text()).toContain('全部时段，610 件事项')
  })

  test('names the grid of a run with the others beside it, where there is one', async () => {
    const grid = (ground_m: number, neighbourhood: number, hot: number) => ({ ground_m, neighbourhood, hot, expected: 5.31 })
    const facts = (await legend('level', answer({}, { scale: grid(890, 19, 4), scales: [grid(890, 19, 4), grid(1_780, 7, 3)] }))).text()
    expect(facts).toContain('网格宽约 890 米，邻域 19 格（期望 5.3 件）')
    expect(facts).toContain('另一种网格（宽约 1,780 米、邻域 7 格）：3 格偏多')
    expect((await legend('level')).text()).not.toContain('网格宽约')
  })

  test('has marks only of what is on the map, and opens the explanation', async () => {
    const bare = await legend('level')
    for (const word of ['oneMatter', 'placeholder', 'alarm'] as const) expect(bare.text()).not.toContain(zh.hotspots.legend[word])
    const full = await legend('level', answer({ repeating: [{}, {}], placeholders: [{}] }), 3)
    expect(full.text()).toContain(`${zh.hotspots.legend.oneMatter} 2 个`)
    expect(full.text()).toContain(`${zh.hotspots.legend.placeholder} 1 个`)
    expect(full.text()).toContain(`${zh.hotspots.legend.alarm} 3 个`)
    await full.press('.how button')
    expect(full.told).toEqual([['how']])
  })
})
