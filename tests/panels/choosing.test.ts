/** Choosing what is looked at: each press changes one thing of the filter and leaves the rest, and pressed again takes it back. */
import { describe, expect, test } from 'vitest'
import CategoryTree from '../../web/components/CategoryTree.vue'
import PathChips from '../../web/components/PathChips.vue'
import FilterBar from '../../web/panels/FilterBar.vue'
import FilterPanel from '../../web/panels/FilterPanel.vue'
import MeasureSwitch from '../../web/panels/MeasureSwitch.vue'
import zh from '../../web/i18n/zh.ts'
import { kinds, periods, places, type Filter } from '../../api/contract/filter.ts'
import { defaultFilter, measures } from '../../web/lib/url-state.ts'
import { draw } from './drawn.ts'
import { areas } from './rows.ts'

const tables: Record<string, { code: string, name: string, parent: string | null }[]> = {
  state: [{ code: 'open', name: '待受理', parent: null }, { code: 'handling', name: '办理中', parent: null }, { code: 'closed', name: '已办结', parent: null }],
  channel: [{ code: 'visit', name: '来访', parent: null }, { code: 'letter', name: '来信', parent: null }],
  area_kind: [{ code: 'scenic_area', name: '景区', parent: null }],
  category: [{ code: '030000', name: '城乡建设', parent: null }, { code: '030100', name: '拆迁', parent: '030000' }, { code: '020000', name: '国土资源', parent: null }],
}
const reference = { options: (table: string) => tables[table] ?? [], nameOf: (_table: string, code: string) => code }
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
