/** Hot spots beside the map: what is one and what only looks like one, each number a door, the months one after another, the weekly alarm. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, h, ref, type EffectScope } from 'vue'
import HotspotCard from '../../web/panels/HotspotCard.vue'
import HotspotList from '../../web/panels/HotspotList.vue'
import HotspotPlayer from '../../web/panels/HotspotPlayer.vue'
import { useHotspotPlayer } from '../../web/composables/use-hotspot-player.ts'
import zh from '../../web/i18n/zh.ts'
import type { Hotspot, HotspotAnswer } from '../../api/contract/hotspots.ts'
import { draw } from './drawn.ts'
import { json, pageServer } from '../web/page-server.ts'

const words = zh.hotspots
const spot = (more: Partial<Hotspot> = {}): Hotspot => ({
  spot: 0, codes: ['h2_1_1'], center: [104, 27], name: '东村', kind: 'spread', is_hot: true, level: 3, under: null, matters: 41, petitions: 60, repeats: 19, repeat_share: 19 / 60,
  expected: 10.25, ratio: 4, z: 5.1, p: 0, q: 0.0004, agreement: 3, emerging: { pattern: 'new', kind: 'hot', zh: '', en: '' }, months: [1, 4, 8], rate: null, households: null, open: 6, overdue: 2,
  places: 9, top_share: 0.1, bands: [30, 8, 2, 1, 0, 0], previous: 20, last_year: 4, categories: [{ code: '0301', name: '拆迁', name_en: 'Demolition', matters: 22 }],
  departments: [{ name: '住建局', matters: 4 }, { name: '镇政府', matters: null }], village: '990128001201', village_name: '东村', township: '990128001', township_name: '城关镇', area: null, area_name: null, ...more,
} as Hotspot)
const run = (more: object = {}): HotspotAnswer['run'] => ({
  measure: 'frequency', too_few: false, scales: [{}, {}, {}], scale: { size: 2, rings: 2 }, previous: { from: '2024-11-28', to: '2025-11-27' }, last_year: { from: '2023-11-28', to: '2024-11-26' }, months: { from: '2026-01', to: '2026-03' },
  left_out: { unlocated: 0, outside: 0, placeholder: 0, coarser: 0, no_denominator: 0 }, total: { matters: 610, petitions: 1284 }, hot: 3, ...more,
} as unknown as HotspotAnswer['run'])
const answer = (more: object = {}, runMore: object = {}): HotspotAnswer =>
  ({ run: run(runMore), rows: [], spots: [], repeating: [], placeholders: null, ...more } as unknown as HotspotAnswer)

describe('why a place is a hot spot', () => {
  const card = (more: Partial<Hotspot> = {}, props: object = {}, locale: 'zh-CN' | 'en' = 'zh-CN') => draw(HotspotCard, {
    spot: spot(more), run: run(), name: '东村', opens: true, rows: true, response: null, responseKnown: true, ...props,
  }, { hears: ['list'], locale })
  const fact = (page: Awaited<ReturnType<typeof card>>, key: keyof typeof words.card): string => page.text(`dl > div:nth-child(${page.texts('dt').indexOf(words.card[key]) + 1}) dd`)

  test('is said in numbers: expected and how often that, certainty, change, what is open and late', async () => {
    const page = await card()
    expect(['expected', 'q', 'previous', 'lastYear', 'repeat', 'open', 'overdue'].map((key) => fact(page, key as 'q'))).toEqual([
      '10.3为期望的 4.0 倍', '< 0.001z 5.1', '+105.0%20 件（当时）', '—4 件（当时）', '31.7%19 件次最多的一件占 10.0%', '6', '2'])
    expect(page.all('.late')).toHaveLength(1)
    expect((await card({ overdue: 0 })).all('.late')).toEqual([])
    expect(fact(await card({ q: 0.0312, z: null }), 'q')).toBe('0.031')
    expect(fact(await card({ q: null }), 'q')).toBe('—z 5.1')
  })

  test('opens the list of every number within the hot spot, those of the period before with its days', async () => {
    const page = await card()
    for (const key of ['matters', 'petitions', 'repeat', 'previous', 'open', 'overdue']) await page.press(`[data-door=${key}] button`)
    expect(page.told.map(([, door]) => door)).toEqual([
      { of: 'matters', patch: {} }, { of: 'petitions', patch: {} }, { of: 'petitions', patch: { kind: 'repeat' } },
      { of: 'matters', patch: { from: '2024-11-28', to: '2025-11-27' } }, { of: 'matters', patch: { state: ['open'] } }, { of: 'matters', patch: { overdue: '1' } }])
    await page.press('[data-category="0301"] button')
    await page.press('[data-band="6-10"] button')
    expect(page.told.slice(-2).map(([, door]) => door)).toEqual([{ of: 'matters', patch: { category: ['0301'] } }, { of: 'matters', patch: {}, band: '6-10' }])
  })

  test('opens nothing where there is nothing, nor for those without lists', async () => {
    const page = await card({ overdue: 0, open: null })
    expect(page.all('[data-door=overdue] button, [data-door=open] button, [data-band="51+"] button')).toEqual([])
    expect((await card({}, { opens: false })).all('button')).toEqual([])
  })

  test('tells no share of fewer than five', async () => {
    expect(fact(await card({ under: 5, matters: null, repeat_share: null }), 'repeat')).toContain(`—`)
    expect(fact(await card({ under: 5 }), 'repeat')).toContain(words.card.small)
    expect(fact(await card({ under: 5, matters: null }), 'matters')).toBe('<5')
  })

  test('has a rate only where it was judged by households', async () => {
    expect((await card()).texts('dt')).not.toContain(words.card.rate)
    expect(fact(await card({ rate: 12.34, households: 1_200 }), 'rate')).toBe('12.31,200 户')
  })

  test('says how it grew hot, or that no course is seen, or that the months are too few', async () => {
    expect((await card()).text('.course')).toBe(words.emerging.new)
    expect((await card({ emerging: { pattern: 'new', kind: 'cold', zh: '', en: '' } })).text('.course')).toBe(words.card.noCourse)
    expect((await card({ emerging: null }, { run: run({ months: null }) })).text('.course')).toBe(words.card.noMonths)
  })

  test('is marked weak where only one grid sees it', async () => {
    expect((await card({ agreement: 1 })).all('.badge.weak')).toHaveLength(1)
    const sure = await card({ agreement: 2 })
    expect([sure.all('.badge.weak'), sure.text('.badge')]).toEqual([[], '3 种网格大小中 2 种判为热点'])
    expect((await card({ agreement: null })).all('.badge')).toEqual([])
  })

  test('outside of the key areas is answered for by its township and village, with what units have open', async () => {
    const page = await card()
    expect(page.all('[data-responsible]').map((one) => one.getAttribute('href'))).toEqual(['/units/990128001', '/units/990128001201'])
    expect(page.text('[data-departments]')).toBe(`${words.card.handled} 住建局 4 件、镇政府`)
    expect((await card({ departments: [] })).all('[data-departments]')).toEqual([])
  })

  test('in a key area is answered for by those who lead its response today, or says that there is none', async () => {
    const lead = (office_title: string, valid_to: string | null) => ({ id: 1, level: 'county', office_title, valid_from: '2026-01-01', valid_to, handover: null })
    const response = { leads: [lead('副县长', null), lead('前任', '2026-02-01'), lead('镇长', null)], lead_unit: null, state_name: '化解中', state_name_en: 'Resolving', gaps: 3 }
    const page = await card({ area: 'K1', area_name: '澄川新城' }, { response })
    expect(page.texts('b')).toEqual(expect.arrayContaining(['副县长、镇长', '—', '化解中']))
    expect(page.text('.gap')).toBe('缺口 3 处')
    expect((await card({ area: 'K1' })).text()).toContain(words.card.noResponse)
    expect((await card({ area: 'K1' }, { responseKnown: false })).text()).not.toContain(words.card.noResponse)
    expect((await card({}, { rows: false })).all('a')).toEqual([])
  })

  test('names what it is about in the reader’s language', async () => {
    expect((await card({}, {}, 'en')).text('[data-category]')).toContain('Demolition')
    expect((await card({ categories: [{ code: '0301', name: null, name_en: null, matters: 22 }] }, {}, 'en')).text('[data-category]')).toContain('0301')
  })
})

describe('the list of hot spots', () => {
  const list = (of: HotspotAnswer, spots: Hotspot[] = [], props: object = {}) => draw(HotspotList, {
    answer: of, spots, chosen: null, places: false, rows: true, ...props,
  }, {
    hears: ['choose', 'list'], slots: { card: (given: never) => h('i', { class: 'card' }, (given as { title: string }).title) },
  })

  test('counts what is hot, and apart from it what only looks like it', async () => {
    expect((await list(answer(), [spot(), spot({ spot: 1 })])).text('h2 small')).toBe('热点 2 处')
    expect((await list(answer(), [spot(), spot({ spot: 1, is_hot: false, kind: 'one_matter' })])).text('h2 small')).toBe('热点 1 处，另列 1 处')
    expect((await list(answer())).text('.none')).toBe(words.list.none)
    expect((await list(answer({}, { too_few: true }))).text('.none')).toBe(words.list.few)
  })

  test('gives each its number on the map, its kind or course, and the share of repeats where that is asked', async () => {
    const spots = [spot(), spot({ spot: 5, name: null, kind: 'one_place', is_hot: false, ratio: null })]
    const page = await list(answer(), spots)
    expect(page.texts('.no')).toEqual(['1', '2'])
    expect(page.all('.no').map(({ classList }) => classList.contains('hot'))).toEqual([true, false])
    expect(page.texts('.name')).toEqual([`东村${words.emerging.new} · 3 种网格中 3 种一致`, `第 2 处${words.kind.one_place} · 3 种网格中 3 种一致`])
    expect(page.texts('.n')).toEqual(['41 件为期望的 4.0 倍', '41 件'])
    expect((await list(answer({}, { measure: 'repeat' }), spots)).texts('.n')[0]).toBe('32% 重复为期望的 4.0 倍')
  })

  test('opens one and closes it again', async () => {
    const page = await list(answer(), [spot(), spot({ spot: 5 })], { chosen: 5 })
    expect([page.text('.card'), page.all('[aria-expanded=true]').length]).toEqual(['东村', 1])
    await page.press('[data-spot="2"] .row')
    await page.press('[data-spot="1"] .row')
    expect(page.told).toEqual([['choose', null], ['choose', 0]])
  })

  test('tells good news with the numbers before and now, the largest first, each a door to what was', async () => {
    const rows = [{ code: 'a', name: '甲村', quiet: true, before: 6, matters: 1 }, { code: 'b', name: null, quiet: true, before: 9, matters: 0 }, { code: 'c', name: '丙村', quiet: false, before: 30, matters: 30 }]
    const page = await list(answer({ rows }))
    expect(page.texts('[data-quiet] li')).toEqual(['绿框第 1 处: 9 → 0', '甲村: 6 → 1'])
    await page.press('[data-quiet] li:nth-child(2) button')
    expect(page.told).toEqual([['list', { code: 'a' }, { of: 'matters', patch: { from: '2024-11-28', to: '2025-11-27' } }]])
    expect((await list(answer({ rows: [] }))).text('[data-quiet] p')).toContain(words.list.noQuiet)
    expect((await list(answer({ rows }, { previous: null }))).all('[data-quiet]')).toEqual([])
  })

  test('shows eight places of repetition, and all of them when asked', async () => {
    const repeating = Array.from({ length: 11 }, (_, i) => ({ code: `r${i}`, name: i ? `第${i}` : null, center: null, kind: i % 2 ? 'one_place' : 'one_matter', petitions: 40, matters: 1 }))
    const page = await list(answer({ repeating }))
    expect(page.all('[data-repeating]')).toHaveLength(8)
    expect(page.text('[data-repeating]')).toContain(words.repeating.place)
    await page.press('[data-repeating] + p:not([data-repeating]) button')
    expect(page.all('[data-repeating]')).toHaveLength(11)
    expect((await list(answer({ repeating }), [], { rows: false })).all('[data-repeating] button')).toEqual([])
  })
})

describe('the months one after another', () => {
  const realTimeout = globalThis.setTimeout
  let scope: EffectScope
  const asked: string[] = []
  let refuse: string | null = null
  pageServer((reply, { url }) => {
    asked.push(url)
    if (refuse !== null && url.includes(refuse)) json(429, { detail: '请稍后' })(reply)
    else json(200, answer({}, { total: { matters: Number(url.slice(5, 7)), petitions: 0 }, too_few: url.includes('2026-05') }))(reply)
  })
  beforeEach(() => {
    scope = effectScope()
    asked.length = 0
    refuse = null
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    scope.stop()
    vi.useRealTimers()
  })
  const end = ref<string | null>('2026-11-27')
  const played = async () => {
    end.value = '2026-11-27'
    const player = scope.run(() => useHotspotPlayer(() => end.value, ({ to }, scale) => `/run/${to.slice(5, 7)}?to=${to.slice(0, 7)}&scale=${scale ?? ''}`)) as ReturnType<typeof useHotspotPlayer>
    return { player, page: await draw(HotspotPlayer, { player }) }
  }
  /** Looks again and again in real time: `expect.poll` would turn the clock of the test on by itself. */
  const shown = (what: () => unknown) => ({
    toEqual: async (expected: unknown): Promise<void> => {
      const is = (): boolean => JSON.stringify(what()) === JSON.stringify(expected)
      for (let tries = 0; tries < 2_000 && !is(); tries += 1) await new Promise((resolve) => { realTimeout(resolve, 10) })
      expect(what()).toEqual(expected)
    },
  })
  type Played = Awaited<ReturnType<typeof played>>
  const at = ({ page }: Played): string | undefined => page.one('[data-month]').dataset['month']
  const is = ({ player }: Played, month: string) => shown(() => [player.month.value?.to.slice(0, 7), player.waiting.value]).toEqual([month, false])

  test('are the last twenty-four that have ended, and asked for only when somebody wants one', async () => {
    const it = await played()
    expect([it.player.months.value.length, it.page.text('.ends span'), asked, it.page.text('.words')]).toEqual([24, '2024-11', [], words.player.off])
  })

  test('are all on the grid of the latest, which is asked for first', async () => {
    const it = await played()
    it.player.go(3)
    await is(it, '2025-02')
    expect(asked).toEqual(['/run/10?to=2026-10&scale=', '/run/02?to=2025-02&scale=2x2'])
    expect(it.page.text('.words')).toBe('截至 2025-02 的 3 个月：2 件事项，3 个单元偏多')
    it.player.go(3)
    await is(it, '2025-02')
    expect(asked).toHaveLength(2)
  })

  test('say that they are too few to judge where they are', async () => {
    const it = await played()
    it.player.go(18)
    await is(it, '2026-05')
    expect(it.page.text('.words')).toContain('不作判断')
  })

  test('play from the first to the last, a month every 1.6 seconds, and stop there', async () => {
    const it = await played()
    it.player.go(21)
    await is(it, '2026-08')
    await it.page.press('.play')
    await is(it, '2026-08')
    expect(it.page.one('.play').getAttribute('aria-label')).toBe(words.player.pause)
    for (const month of ['2026-09', '2026-10']) {
      await vi.advanceTimersByTimeAsync(1_600)
      await is(it, month)
    }
    await vi.advanceTimersByTimeAsync(1_600)
    expect([at(it), it.player.playing.value]).toEqual(['2026-10', false])
    await it.page.press('.play')
    await is(it, '2024-11')
  })

  test('wait as long as the run of a month takes, and are stopped by hand', async () => {
    const it = await played()
    await it.page.press('.play')
    await is(it, '2024-11')
    await vi.advanceTimersByTimeAsync(1_599)
    expect(at(it)).toBe('2024-11')
    await it.page.press('.play')
    await vi.advanceTimersByTimeAsync(60_000)
    expect([at(it), it.player.playing.value]).toEqual(['2024-11', false])
  })

  test('are walked through by buttons, from the last where none is shown, and not over the ends', async () => {
    const it = await played()
    const [back, forward] = [it.page.all('.step')[0] as HTMLButtonElement, it.page.all('.step')[1] as HTMLButtonElement]
    back.click()
    await is(it, '2026-10')
    await shown(() => forward.disabled).toEqual(true)
    back.click()
    await is(it, '2026-09')
    expect(forward.disabled).toBe(false)
    it.player.go(-7)
    await is(it, '2024-11')
    await shown(() => back.disabled).toEqual(true)
  })

  test('that cannot be computed say why and stop playing; asked again they go on', async () => {
    const it = await played()
    refuse = '2024-11'
    await it.page.press('.play')
    await shown(() => it.player.problem.value?.status).toEqual(429)
    expect([it.player.playing.value, it.page.all('[role=alert]').length]).toEqual([false, 1])
    refuse = null
    await it.page.press('[role=alert] button')
    await is(it, '2024-11')
    expect(it.page.all('[role=alert]')).toEqual([])
  })

  test('are left for the page’s own period, and forgotten with another question', async () => {
    const it = await played()
    it.player.go(3)
    await is(it, '2025-02')
    await it.page.press('.end button')
    expect([it.player.month.value, it.page.text('.words'), it.player.ready.value]).toEqual([null, words.player.off, 2])
    end.value = '2026-06-15'
    await shown(() => it.player.ready.value).toEqual(0)
    end.value = null
    await shown(() => it.player.months.value).toEqual([])
  })
})
