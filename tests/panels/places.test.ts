/** Places as panels list them, the way down to them, what they are compared with, and what somebody drew. */
import { describe, expect, test } from 'vitest'
import BreadcrumbTrail from '../../web/panels/BreadcrumbTrail.vue'
import CompareMenu from '../../web/panels/CompareMenu.vue'
import PlaceList from '../../web/panels/PlaceList.vue'
import SelectionCard from '../../web/panels/SelectionCard.vue'
import zh from '../../web/i18n/zh.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { draw } from './drawn.ts'
import { areas, placeRow, summary } from './rows.ts'

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
