/** Figures as panels print them: each with its unit, its comparison and its door, and none that a small number would make misleading. */
import { describe, expect, test } from 'vitest'
import CompareTable from '../../web/panels/CompareTable.vue'
import DataLine from '../../web/panels/DataLine.vue'
import IndicatorList from '../../web/panels/IndicatorList.vue'
import KpiStrip from '../../web/panels/KpiStrip.vue'
import zh from '../../web/i18n/zh.ts'
import en from '../../web/i18n/en.ts'
import { indicatorNames, responseIndicators } from '../../api/contract/summary.ts'
import { doors } from '../../web/lib/doors.ts'
import { draw } from './drawn.ts'
import { figures, summary } from './rows.ts'

const year = summary({
  petitions: 1284, people: 3021, matters: 610, first: 500, repeat: 321, collective: 12, collective_people: 240, open: 128, closed: 1120, overdue: 36,
  located: 1200, unlocated: 80, outside: 4,
  previous: figures({ petitions: 1000, people: 3021, matters: 4, first: 1000, repeat: 300, from: '2024-11-28', to: '2025-11-27' }),
  last_year: figures({ petitions: 642, people: 4, matters: 305, first: 250, repeat: 321, from: '2023-11-28', to: '2024-11-26' }),
})

describe('the strip of figures', () => {
  const strip = (props: object = {}) => draw(KpiStrip, { summary: year, busy: false, rows: true, ...props }, { hears: ['open'] })

  test('says each number in its own unit: petitions by the piece, people by the head, collective visits by the batch', async () => {
    const page = await strip()
    const tile = (door: string): string => page.text(`[data-door=${door}] .value`)
    expect(['petitions', 'people', 'matters', 'collective', 'overdue'].map(tile)).toEqual(['1,284件次', '3,021人次', '610件', '12批次', '36件次'])
    expect(page.text('[data-door=collective] .changes')).toBe('240 人次')
  })

  test('compares with the period before and with last year, and with neither where fewer than five stood there', async () => {
    const page = await strip()
    expect(page.texts('[data-door=petitions] .changes > span')).toEqual(['环比 +28.4%', '同比 +100.0%'])
    expect(page.texts('[data-door=people] .changes > span')).toEqual(['环比 0.0%', '同比 —'])
    expect(page.texts('[data-door=matters] .changes > span')).toEqual(['环比 —', '同比 +100.0%'])
    expect(page.texts('[data-door=first] .changes > span')).toEqual(['环比 −50.0%', '同比 +100.0%'])
  })

  test('compares once where the period before is the same one last year', async () => {
    const same = { ...year, last_year: { ...figures({ petitions: 642 }), from: '2024-11-28' } }
    expect((await strip({ summary: same })).texts('[data-door=petitions] .changes > span')).toEqual(['环比 +28.4%'])
  })

  test('says of states what share of all they are, never how they changed, and no share of fewer than five', async () => {
    const page = await strip()
    expect(['open', 'closed', 'overdue'].map((door) => page.text(`[data-door=${door}] .changes`))).toEqual(['占总量 10.0%', '占总量 87.2%', '占总量 2.8%'])
    const few = await strip({ summary: summary({ petitions: 4, open: 2 }) })
    expect(few.text('[data-door=open] .changes')).toBe('占总量 —')
    expect((await strip({ summary: summary({ petitions: 5, open: 2 }) })).text('[data-door=open] .changes')).toBe('占总量 40.0%')
  })

  test('has dashes and no zero while nothing is known', async () => {
    const page = await strip({ summary: null, busy: true })
    expect(new Set(page.texts('.value b'))).toEqual(new Set(['—']))
    expect(page.one('.kpis').getAttribute('aria-busy')).toBe('true')
  })

  test('opens the list of each number, for those who may read lists', async () => {
    const page = await strip()
    const named = page.all('[data-door]').map(({ dataset }) => dataset['door'] ?? '')
    for (const door of named) await page.press(`[data-door=${door}]`)
    expect(page.told).toEqual(named.map((door) => ['open', door]))
    for (const door of named) expect(doors).toHaveProperty(door)
  })

  test('is no button for the kiosk', async () => {
    const page = await strip({ rows: false })
    await page.press('[data-door=petitions]')
    expect([page.told, page.all('button'), page.text().includes('查看清单')]).toEqual([[], [], false])
  })
})

describe('the line under the map', () => {
  const at = new Date(2026, 10, 27, 9, 5)
  const line = (props: object = {}) => draw(DataLine, { summary: year, rows: true, approval: null, trueAt: at, stale: false, kiosk: false, ...props }, { hears: ['open'] })

  test('says how many petitions are meant and how many of them are on the map, without a place and outside of the county', async () => {
    const page = await line()
    expect(page.texts('[data-door]')).toEqual(['1,284', '1,200', '80', '4'])
    expect(page.root.querySelector('.differs')).toBeNull()
    await page.press('[data-door=petitions-all]')
    await page.press('[data-door=unlocated]')
    expect(page.told).toEqual([['open', 'petitions'], ['open', 'unlocated']])
  })

  test('raises an alarm where the parts are not the whole', async () => {
    for (const odd of [{ located: 1199 }, { outside: 5 }, { unlocated: 81 }, { petitions: 1285 }]) {
      expect((await line({ summary: { ...year, ...odd } })).one('.differs').getAttribute('role')).toBe('alert')
    }
  })

  test('says until when the figures are true: of the day, of the minute, and that nobody tells of changes any more', async () => {
    const now = (await line()).text('.as-of')
    expect(now).toContain('2026-11-27')
    expect(now).toContain('09:05')
    const stale = await line({ stale: true })
    expect(stale.text('.stale')).toContain('09:05')
    expect(stale.text('.as-of')).not.toContain('09:05')
  })

  test('is not a door at the kiosk, which says instead how its numbers are rounded', async () => {
    const page = await line({ rows: false, kiosk: true })
    await page.press('[data-door=located]')
    expect([page.told, page.all('button')]).toEqual([[], []])
    expect(page.text()).toContain(zh.mapPage.kiosk)
    expect((await line()).text()).not.toContain(zh.mapPage.kiosk)
  })

  test('prints the approval of the map also before there is any figure', async () => {
    const page = await line({ summary: null, approval: '审图号测S(2026)001' })
    expect(page.text()).toBe(zh.app.approval.replace('{no}', '审图号测S(2026)001'))
  })
})

describe('the indicators', () => {
  const indicators = {
    repeat_share: { value: 0.25, numerator: 321, denominator: 1284 }, timely_registration: { value: 1, numerator: 610, denominator: 610 },
    routed_share: { value: null, numerator: 1, denominator: 4 }, household_coverage: { value: 0.5, numerator: 263, denominator: 526 },
  }
  const before = { repeat_share: { value: 0.31, numerator: 310, denominator: 1000 }, routed_share: { value: 0.5, numerator: 5, denominator: 10 } }
  const list = (locale: 'zh-CN' | 'en' = 'zh-CN', more: object = indicators) =>
    draw(IndicatorList, { summary: { ...year, indicators: more, previous: { ...figures(), indicators: before } } }, { locale })

  test('stand in the order of the work, those of the joint response last, and only those that were asked for', async () => {
    const page = await list()
    expect(page.texts('.name')).toEqual([zh.indicator.timely_registration, zh.indicator.repeat_share, zh.indicator.routed_share, responseIndicators['household_coverage']?.zh])
    expect((await list('en')).texts('.name').at(-1)).toBe(responseIndicators['household_coverage']?.en)
  })

  test('show what they are a share of, and no share of fewer than five', async () => {
    const page = await list()
    expect(page.texts('.value')).toEqual(['100.0%', '25.0%', '—', '50.0%'])
    expect(page.texts('p > span:first-child')).toEqual(['610 / 610', '321 / 1,284', zh.indicator.small, '263 / 526'])
    expect(page.all('rect').map((bar) => bar.getAttribute('width'))).toEqual(['100', '25', '0', '50'])
  })

  test('change by points, and not at all where one side is unknown', async () => {
    const page = await list()
    expect(page.texts('p > span:nth-child(2)')).toEqual(['较上期 −6.0 个百分点'])
  })

  test('of which less is better have another hue than the rest', async () => {
    const all = Object.fromEntries([...indicatorNames, ...Object.keys(responseIndicators)].map((name) => [name, { value: 0.5, numerator: 5, denominator: 10 }]))
    const page = await list('zh-CN', all)
    const burdens = page.all('li').filter((one) => one.querySelector('.burden')).map((one) => one.querySelector('.name')?.textContent)
    expect(burdens).toEqual([zh.indicator.repeat_share, zh.indicator.repeat_after_closing, responseIndicators['problems_reopened']?.zh])
    expect(page.all('li')).toHaveLength(15)
  })
})

describe('two sides in figures', () => {
  const right = summary({
    petitions: 1000, matters: 4, people: 3000, repeat: 400, collective: 12, open: 10, overdue: 6,
    indicators: { repeat_share: { value: 0.4, numerator: 400, denominator: 1000 } },
  })
  const left = { ...year, indicators: { repeat_share: { value: 0.25, numerator: 321, denominator: 1284 } } }
  const table = (props: object = {}) => draw(CompareTable, { left, right, words: { left: '本期', right: '上期' }, rows: true, ...props }, { hears: ['open', 'close'] })

  test('say how each changed from the right side to the left one, but not states: later petitions had less time to be closed', async () => {
    const page = await table()
    expect(page.texts('tbody tr:last-child td')).toEqual(['+28.4%', '—', '+0.7%', '−19.8%', '0.0%', '—', '—', '−15.0 个百分点'])
  })

  test('open the list of their own side', async () => {
    const page = await table()
    expect(page.texts('tbody tr td:last-child').slice(0, 2)).toEqual(['25.0%', '40.0%'])
    await page.press('[data-side=left][data-door=repeat]')
    await page.press('[data-side=right][data-door=overdue]')
    expect(page.told).toEqual([['open', 'left', doors.repeat], ['open', 'right', doors.overdue]])
  })

  test('have dashes, not zeros, while one of them is on its way', async () => {
    const page = await table({ right: null })
    expect(new Set(page.texts('[data-side=right][data-door]'))).toEqual(new Set(['—']))
    expect(new Set(page.texts('tbody tr:last-child td'))).toEqual(new Set(['—']))
  })

  test('are named in the reader’s language', async () => {
    const page = await draw(CompareTable, { left, right, words: { left: 'a', right: 'b' }, rows: true }, { locale: 'en' })
    expect(page.texts('thead th[scope=col]')).toContain(en.figure.petitions)
  })
})
