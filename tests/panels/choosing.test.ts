/** Choosing what is looked at: each press changes one thing of the filter and leaves the rest, and pressed again takes it back. */
import { describe, expect, test } from 'vitest'
import CategoryTree from '../../web/components/CategoryTree.vue'
import PathChips from '../../web/components/PathChips.vue'
import BreadcrumbTrail from '../../web/panels/BreadcrumbTrail.vue'
import CompareMenu from '../../web/panels/CompareMenu.vue'
import FilterBar from '../../web/panels/FilterBar.vue'
import FilterPanel from '../../web/panels/FilterPanel.vue'
import MeasureSwitch from '../../web/panels/MeasureSwitch.vue'
import PlaceList from '../../web/panels/PlaceList.vue'
import SelectionCard from '../../web/panels/SelectionCard.vue'
import zh from '../../web/i18n/zh.ts'
import { kinds, periods, places, type Filter } from '../../api/contract/filter.ts'
import { defaultFilter, measures } from '../../web/lib/url-state.ts'
import { draw } from './drawn.ts'
import { placeRow, summary } from './rows.ts'

const tables: Record<string, { code: string, name: string, parent: string | null }[]> = {
  state: [{ code: 'open', name: '待受理', parent: null }, { code: 'handling', name: '办理中', parent: null }, { code: 'closed', name: '已办结', parent: null }],
  channel: [{ code: 'visit', name: '来访', parent: null }, { code: 'letter', name: '来信', parent: null }],
  area_kind: [{ code: 'scenic_area', name: '景区', parent: null }],
  category: [{ code: '030000', name: '城乡建设', parent: null }, { code: '030100', name: '拆迁', parent: '030000' }, { code: '020000', name: '国土资源', parent: null }],
}
const reference = { options: (table: string) => tables[table] ?? [], nameOf: (_table: string, code: string) => code }
const areas = [{ code: 'K1', name: '澄川新城' }, { code: 'K2', name: '工业园' }]
const byWord = (page: { all: (selector: string) => HTMLElement[] }, word: string, selector = 'button'): HTMLElement => {
  const found = page.all(selector).find(({ textContent }) => textContent?.trim().startsWith(word))
  if (!found) throw new Error(`no ${selector} ${word}`)
  return found
}
const heard = (page: { told: [string, ...unknown[]][] }): Filter => (page.told.at(-1)?.[1] ?? {}) as Filter

describe('the bar of the filter', () => {
  const bar = (filter: Filter, more: object = {}) => draw(FilterBar, {
    filter, reference, areas, today: '2026-11-27', phone: false, chipWords: ({ key, value }: { key: string, value: string }) => `${key}=${value}`, ...more,
  }, { hears: ['filter'] })

  test('offers every rolling period and all times, and marks the one that holds', async () => {
    const page = await bar({ period: '30d' })
    expect(page.texts('.periods button')).toEqual([...periods.map((one) => zh.period[one]), zh.period.all])
    expect(page.texts('.periods [aria-pressed=true]')).toEqual([zh.period['30d']])
    expect((await bar({})).texts('.periods [aria-pressed=true]')).toEqual([zh.period.all])
    expect((await bar({ to: '2026-03-31' })).texts('.periods [aria-pressed=true]')).toEqual([])
  })

  test('puts fixed days out when a period is chosen, and keeps the rest of the filter', async () => {
    const page = await bar({ from: '2026-01-01', to: '2026-03-31', kind: 'first', unit: '990128001' })
    byWord(page, zh.period.month).click()
    expect(heard(page)).toEqual({ period: 'month', kind: 'first', unit: '990128001' })
    byWord(page, zh.period.all).click()
    expect(heard(page).period).toBeUndefined()
    expect(heard(page).from).toBeUndefined()
  })

  test.each(kinds)('takes the kind %s and, pressed again, takes it back', async (kind) => {
    const page = await bar({ period: '365d' })
    byWord(page, zh.kind[kind]).click()
    expect(heard(page)).toEqual({ period: '365d', kind })
    const chosen = await bar({ period: '365d', kind })
    byWord(chosen, zh.kind[kind]).click()
    expect(heard(chosen).kind).toBeUndefined()
  })

  test('has a chip for each condition but not for a rolling period or the unit, which are shown elsewhere', async () => {
    expect((await bar({ period: '30d', unit: '990128001' })).all('.chip')).toEqual([])
    const page = await bar({ period: '30d', unit: '990128001', state: ['open'], channel: ['visit', 'letter'] })
    expect(page.texts('.chip').map((text) => text.replace(' ✕', ''))).toEqual(['period=30d', 'channel=letter', 'channel=visit', 'state=open', 'unit=990128001'])
    page.all('.chip')[1]?.click()
    expect(heard(page)).toEqual({ period: '30d', unit: '990128001', state: ['open'], channel: ['visit'] })
  })

  test('goes back to the year of the beginning, and stays in the unit; offered only where something else holds', async () => {
    expect((await bar({ ...defaultFilter, unit: '990128001' })).all('.reset')).toEqual([])
    for (const other of [{ period: '30d' as const }, {}, { ...defaultFilter, overdue: '1' as const }]) {
      const page = await bar({ ...other, unit: '990128001' })
      await page.press('.reset')
      expect(heard(page)).toEqual({ period: '365d', unit: '990128001' })
    }
  })

  test('opens all conditions below it, and on a phone as a sheet of its own that ends with the results', async () => {
    const page = await bar({})
    expect(page.all('#filter-more')).toEqual([])
    await page.press('.toggle')
    expect([page.all('#filter-more').length, page.one('.toggle').getAttribute('aria-expanded'), page.text('.toggle')]).toEqual([1, 'true', zh.filter.close])
    const phone = await bar({}, { phone: true })
    await phone.press('.toggle')
    expect([phone.all('#filter-more').length, phone.one('dialog').hasAttribute('open'), phone.text('dialog footer')]).toEqual([0, true, zh.mapPage.sheet.done])
    await phone.press('dialog footer button')
    expect(phone.one('dialog').hasAttribute('open')).toBe(false)
  })
})

describe('all conditions', () => {
  const panel = (filter: Filter, more: object = {}) => draw(FilterPanel, { filter, reference, areas, today: '2026-11-27', whole: false, ...more }, { hears: ['filter'] })

  test('hold periods and kinds where the bar has no room for them', async () => {
    const named = (page: Awaited<ReturnType<typeof panel>>): string[] => page.texts('legend')
    expect(named(await panel({}))).not.toContain(zh.filter.period)
    expect(named(await panel({}, { whole: true }))).toEqual(expect.arrayContaining([zh.filter.period, zh.filter.kind]))
    const page = await panel({ from: '2026-01-01' }, { whole: true })
    byWord(page, zh.period['7d']).click()
    expect(heard(page)).toEqual({ period: '7d', from: undefined, to: undefined })
  })

  test('do not ask for the area on the page of one', async () => {
    expect((await panel({}, { placed: true })).texts('legend')).not.toContain(zh.mapPage.filter.area)
    const page = await panel({ area: ['K2'] })
    expect(page.texts('[aria-pressed=true]')).toEqual(['工业园'])
    byWord(page, zh.noArea).click()
    expect(heard(page)).toEqual({ area: ['K2', 'none'].sort() })
  })

  test('tell the state that is called closed from all that are', async () => {
    const page = await panel({ state: ['closed'] })
    expect(page.texts('[aria-pressed=true]')).toEqual([zh.filter.closedAll])
    byWord(page, '已办结').click()
    expect(heard(page)).toEqual({ state: ['closed', 'closed_state'] })
    byWord(page, '待受理').click()
    expect(heard(page)).toEqual({ state: ['closed', 'open_state'] })
  })

  test('take days of one’s own and put out the rolling period', async () => {
    const page = await panel({ period: '30d', kind: 'first' })
    await page.fill('.dates label:nth-of-type(1) input', '2026-02-01')
    expect(heard(page)).toEqual({ period: undefined, kind: 'first', from: '2026-02-01' })
    await page.fill('.dates label:nth-of-type(2) input', '2026-02-28')
    expect(heard(page)).toEqual({ period: undefined, kind: 'first', to: '2026-02-28' })
  })

  test.each([['lastMonth', '2026-10-01', '2026-10-31'], ['lastQuarter', '2026-07-01', '2026-09-30'], ['lastYear', '2025-01-01', '2025-12-31']] as const)('have %s by name', async (preset, from, to) => {
    const page = await panel({ period: '30d' })
    byWord(page, zh.mapPage.filter[preset]).click()
    expect(heard(page)).toEqual({ period: undefined, from, to })
    expect((await panel({ from, to })).texts('.dates [aria-pressed=true]')).toEqual([zh.mapPage.filter[preset]])
  })

  test.each(places)('take where a petition lies, %s, one at a time', async (place) => {
    const page = await panel({ place: 'placed' })
    byWord(page, zh.filterPlace[place]).click()
    expect(heard(page)).toEqual({ place: place === 'placed' ? undefined : place })
  })

  test('search for words without the blanks around them, and for nothing when they are gone', async () => {
    const page = await panel({ q: '旧' })
    await page.fill('input[type=search]', '  东村 ')
    page.one('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    expect(heard(page)).toEqual({ q: '东村' })
    await page.fill('input[type=search]', '  ')
    page.one('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    expect(heard(page)).toEqual({ q: undefined })
  })

  test('follow what was searched for elsewhere', async () => {
    const page = await panel({ q: '旧' })
    await page.set({ filter: { q: '新' } })
    expect((page.one('input[type=search]') as HTMLInputElement).value).toBe('新')
  })

  test('ask for what is overdue by a tick', async () => {
    const page = await panel({})
    await page.fill('.check input', '')
    expect(heard(page)).toEqual({ overdue: '1' })
    const ticked = await panel({ overdue: '1' })
    expect((ticked.one('.check input') as HTMLInputElement).checked).toBe(true)
    await ticked.fill('.check input', '')
    expect(heard(ticked).overdue).toBeUndefined()
  })
})

describe('the tree of categories', () => {
  const tree = (chosen: string[] = []) => draw(CategoryTree, { categories: tables['category'], chosen }, { hears: ['toggle'] })

  test('opens a branch and closes it, and says which', async () => {
    const page = await tree()
    expect(page.texts('.pick')).toEqual(['国土资源', '城乡建设'])
    expect(page.all('button.turn')).toHaveLength(1)
    await page.press('button.turn')
    expect([page.texts('.pick'), page.one('button.turn').getAttribute('aria-expanded')]).toEqual([['国土资源', '城乡建设', '拆迁'], 'true'])
    await page.press('button.turn')
    expect(page.texts('.pick')).toEqual(['国土资源', '城乡建设'])
  })

  test('chooses a category by as many digits as say something', async () => {
    const page = await tree(['03'])
    expect(page.texts('[aria-pressed=true]')).toEqual(['城乡建设'])
    await page.press('button.turn')
    page.all('.pick')[2]?.click()
    expect(page.told).toEqual([['toggle', '0301']])
  })

  test('searched says where a category hangs, or that there is none', async () => {
    const page = await tree()
    await page.fill('input', '拆')
    expect(page.texts('.pick')).toEqual(['城乡建设 › 拆迁'])
    await page.fill('input', '航天')
    expect(page.text('.none')).toBe(zh.mapPage.filter.noCategory)
  })
})

describe('the list of places', () => {
  const rows = [
    placeRow('a', { name: '甲镇', overdue: 0, open: 9, petitions: 900, matters: 700, repeat: 90, household_count: 9_000 }),
    placeRow('b', { name: '乙镇', overdue: 3, open: 4, petitions: 12, matters: 9, repeat: 6, household_count: 300, previous: 8 }),
    placeRow('c', { name: '丙镇', petitions: 4, matters: 4, repeat: 4, overdue: 0, open: 1, household_count: 10, previous: 4 }),
    placeRow('d', { name: '丁镇', petitions: null, matters: null, repeat: null, overdue: null, open: null, state: null }),
  ]
  const list = (more: object = {}) => draw(PlaceList, { rows, chosen: ['b'], loaded: true, empty: '没有', ...more }, { hears: ['pick'] })

  test('begins with those that need help, never with the most petitions, and can be ordered otherwise', async () => {
    const page = await list()
    expect(page.texts('.name')).toEqual(['乙镇', '甲镇', '丙镇', '丁镇'])
    await page.fill('select', 'household_rate')
    expect(page.texts('.name').slice(0, 2)).toEqual(['甲镇', '乙镇'])
    await page.fill('select', 'repeat')
    expect(page.texts('.name').slice(0, 2)).toEqual(['乙镇', '甲镇'])
    await page.fill('select', 'name')
    expect([...page.texts('.name')].sort()).toEqual(rows.map(({ name }) => name).sort())
  })

  test('prints no share of fewer than five petitions and no number that is not told', async () => {
    const page = await list()
    const facts = (code: string): string => page.text(`[data-code=${code}] .facts`)
    expect(facts('b')).toContain('12 件次')
    expect(facts('b')).toContain('50%')
    expect(facts('c')).toContain('重复 —')
    expect(facts('d')).toContain('<5 件次')
    await page.fill('select', 'household_rate')
    expect(facts('b')).toContain('30.0')
    expect(facts('c')).not.toContain('400')
  })

  test('tells how a place changed, where the number before allows it', async () => {
    const page = await list()
    expect(page.text('[data-code=b] .trend')).toContain('+50.0%')
    expect(page.all('.trend')).toHaveLength(1)
  })

  test('names what is overdue only where something is, and says what is chosen', async () => {
    const page = await list()
    expect(page.texts('.top .overdue')).toEqual(['超期 3'])
    expect(page.all('[aria-pressed=true]').map((one) => one.dataset['code'])).toEqual(['b'])
    await page.press('[data-code=a]')
    expect((page.told[0]?.[1] as { code: string }).code).toBe('a')
  })

  test('says that there is nothing only once it knows', async () => {
    expect((await list({ rows: [] })).text('.none')).toBe('没有')
    expect((await list({ rows: [], loaded: false })).all('.none')).toEqual([])
  })
})

describe('the trail of units', () => {
  const trail = (path: { code: string, name: string }[], area: string | null = null) =>
    draw(BreadcrumbTrail, { root: { code: '990128', name: '示例县' }, path, area }, { hears: ['go', 'leaveArea'] })
  const way = [{ code: '990128001', name: '城关镇' }, { code: '990128001201', name: '东村' }]

  test('goes up one level by its arrow and to any level by its name', async () => {
    const page = await trail(way)
    await page.press('.back')
    await page.press('li:first-child button')
    await page.press('li:nth-child(2) button')
    expect(page.told).toEqual([['go', '990128001'], ['go', null], ['go', '990128001']])
    expect(page.texts('[aria-current=page]')).toEqual(['东村'])
  })

  test('goes from a township to the whole county, where no arrow leads further', async () => {
    const page = await trail(way.slice(0, 1))
    await page.press('.back')
    expect(page.told).toEqual([['go', null]])
    expect((await trail([])).all('.back')).toEqual([])
  })

  test('leaves the area first', async () => {
    const page = await trail(way, '澄川新城')
    expect(page.texts('[aria-current=page]')).toEqual(['澄川新城'])
    await page.press('.back')
    expect(page.told).toEqual([['leaveArea']])
    await page.press('li:first-child button')
    expect(page.told.slice(1)).toEqual([['leaveArea'], ['go', null]])
  })
})

describe('what to compare with', () => {
  const menu = (compare: object = { with: 'none', patch: {} }, filter: Filter = {}) => draw(CompareMenu, { compare, areas, filter }, { hears: ['compare'] })
  const send = (page: Awaited<ReturnType<typeof menu>>, nth: number) => { page.all('form')[nth]?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })) }

  test('is the period before, last year, or nothing; the box closes by itself', async () => {
    for (const way of ['previous', 'last_year', 'none'] as const) {
      const page = await menu()
      await page.press('.menu > button')
      await page.press(`[data-compare=${way}]`)
      expect([page.told, page.all('.box')]).toEqual([[['compare', { with: way, patch: {} }]], []])
    }
  })

  test('may be days of one’s own', async () => {
    const page = await menu()
    await page.press('.menu > button')
    await page.fill('input:nth-of-type(1)', '2026-01-01')
    await page.fill('input:nth-of-type(2)', '2026-03-31')
    expect((page.all('input')[1] as HTMLInputElement).min).toBe('2026-01-01')
    send(page, 0)
    expect(page.told).toEqual([['compare', { with: 'own', patch: { from: '2026-01-01', to: '2026-03-31' } }]])
  })

  test('may be another area, but not the one that is shown', async () => {
    const page = await menu(undefined, { area: ['K1'] })
    await page.press('.menu > button')
    expect(page.texts('option').slice(1)).toEqual(['工业园'])
    await page.fill('select', 'K2')
    send(page, 1)
    expect(page.told).toEqual([['compare', { with: 'own', patch: { area: ['K2'] } }]])
  })

  test('closes by Escape, which does not go on to the page behind it', async () => {
    const page = await menu()
    await page.press('.menu > button')
    const passed: string[] = []
    page.root.addEventListener('keydown', ({ key }) => passed.push(key))
    await page.key('.box', 'Escape')
    expect([page.all('.box'), passed]).toEqual([[], []])
  })
})

test('the switch of measures offers every measure of the address, counts apart from rates', async () => {
  const page = await draw(MeasureSwitch, { show: 'repeat_share' }, { hears: ['show'] })
  expect(page.all('[data-measure]').map(({ dataset }) => dataset['measure'])).toEqual([...measures])
  expect(page.all('.segments').map(({ children }) => children.length)).toEqual([5, 3])
  expect(page.texts('[aria-pressed=true]')).toEqual([zh.mapPage.measure.repeat_share])
  await page.press('[data-measure=people]')
  expect(page.told).toEqual([['show', 'people']])
})

describe('the steps of a problem', () => {
  const steps = ['collected', 'assigned', 'kept', 'deferred', 'routed'].map((state, i) => ({ state, name: state, n: 1_000 * i }))

  test('are the straight way and what lies beside it, with how many stand at each', async () => {
    const page = await draw(PathChips, { steps, chosen: null })
    expect(page.all('ol').map((way) => way.querySelectorAll('button').length)).toEqual([3, 2])
    expect(page.texts('.straight button')).toEqual(['collected 0', 'assigned 1,000', 'kept 2,000'])
  })

  test('narrow the list, and let it go when pressed again', async () => {
    const page = await draw(PathChips, { steps, chosen: 'kept' }, { hears: ['choose'] })
    await page.press('[data-state=kept]')
    await page.press('[data-state=routed]')
    expect(page.told).toEqual([['choose', null], ['choose', 'routed']])
  })
})

describe('a drawn selection', () => {
  // 0.01 by 0.01 degrees at 27 degrees north are 1,112 by 991 metres: 110 hectares, 1,653 mu
  const card = (more: object = {}) => draw(SelectionCard, { within: '104,27;104.01,27;104.01,27.01;104,27.01', summary: summary({ petitions: 41, overdue: 2 }), busy: false, wholeCells: false, ...more }, { hears: ['open', 'clear'] })

  test('says how large it is in hectares and in mu', async () => {
    const [, hectares = '', mu = ''] = /([\d,]+) 公顷 · ([\d,]+) 亩/.exec((await card()).text('header')) ?? []
    expect(Number(hectares)).toBe(110)
    expect(Number(mu.replace(',', ''))).toBeCloseTo(1_653, -1)
  })

  test('opens the list of each of its figures, and is put away', async () => {
    const page = await card()
    expect(page.text('[data-door=petitions]')).toBe(`${zh.figure.petitions}41`)
    await page.press('[data-door=overdue]')
    await page.press('header button')
    expect(page.told).toEqual([['open', 'overdue'], ['clear']])
  })

  test('says that it is still counted, and that whole cells are, for those who may not see points', async () => {
    expect((await card({ busy: true })).text('[role=status]')).toBe(zh.mapPage.select.busy)
    expect((await card({ wholeCells: true })).text('.small')).toBe(zh.mapPage.select.whole)
    expect((await card()).all('.small, [role=status]')).toEqual([])
  })
})
