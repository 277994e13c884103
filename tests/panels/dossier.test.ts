/** The page of one area or unit: its figures against its own past and its kin, in sentences and bars, and the joint response with what is missing. */
import { describe, expect, test } from 'vitest'
import IndicatorCard from '../../web/panels/dossier/IndicatorCard.vue'
import KindsCard from '../../web/panels/dossier/KindsCard.vue'
import PlaceHead from '../../web/panels/dossier/PlaceHead.vue'
import ReadingCard from '../../web/panels/dossier/ReadingCard.vue'
import ResponseState from '../../web/panels/dossier/ResponseState.vue'
import TrendCard from '../../web/panels/dossier/TrendCard.vue'
import FiveOnes from '../../web/panels/work/board/FiveOnes.vue'
import ProblemStates from '../../web/panels/work/board/ProblemStates.vue'
import VisitsCard from '../../web/panels/work/board/VisitsCard.vue'
import en from '../../web/i18n/en.ts'
import zh from '../../web/i18n/zh.ts'
import type { ResponseRow } from '../../api/contract/feeds/responses.ts'
import { county } from './county.ts'
import { draw } from './drawn.ts'
import { figures, summary } from './rows.ts'

const it = county()

describe('the indicators of a place', () => {
  const card = (own: object, median: object, rows = true) =>
    draw(IndicatorCard, { indicators: { rows: [{ indicators: own }], median }, kin: '乡镇', rows }, { hears: ['open'] })
  const own = {
    repeat_share: { value: 0.25, numerator: 10, denominator: 40 }, household_rate: { value: 12.5, numerator: 30, denominator: 2_400 },
    on_time_closing: { value: null, numerator: 1, denominator: 3 },
  }
  const median = { repeat_share: { value: 0.2, n: 16 }, household_rate: { value: 25, n: 16 } }

  test('stand with numerator and denominator, and beside the median of their kind or without one', async () => {
    const page = await card(own, median)
    const line = (name: string): string[] => page.texts(`[data-indicator=${name}] .value, [data-indicator=${name}] p > span`)
    expect(line('repeat_share')).toEqual(['25.0%', '10 / 40', zh.dossier.indicator.median.replace('{value}', '20.0%').replace('{n}', '16')])
    expect(line('household_rate').slice(0, 2)).toEqual(['12.5', '30 / 2,400 户数'])
    expect(line('on_time_closing')).toEqual(['—', '1 / 3', zh.dossier.indicator.noMedian])
    expect(page.all('li')).toHaveLength(3)
  })

  test('have bars on one scale: a share of the whole, a rate a quarter beyond the larger of the two', async () => {
    const page = await card(own, median)
    const bar = (name: string): (string | null)[] => [page.one(`[data-indicator=${name}] .own`).getAttribute('width'), page.one(`[data-indicator=${name}] .median`).getAttribute('x')]
    expect([bar('repeat_share'), bar('household_rate')]).toEqual([['25', '20'], ['40', '80']])
  })

  test('open the list of what they count, where a filter can say it and there is something', async () => {
    const page = await card(own, median)
    for (const name of ['repeat_share', 'household_rate']) await page.press(`[data-indicator=${name}] button`)
    expect([page.told, page.all('button').length]).toEqual([[['open', 'repeat'], ['open', 'matters']], 2])
    expect((await card({ repeat_share: { value: 0, numerator: 0, denominator: 40 } }, {})).all('button')).toEqual([])
    expect((await card(own, median, false)).all('button')).toEqual([])
  })
})

describe('kinds of petitions', () => {
  const kinds = (kind?: string, petitions = 40) => draw(KindsCard, {
    summary: summary({ petitions, first: 30, repeat: 10, collective: 2, previous: figures({ first: 20, repeat: 4, collective: 0 }) }), rows: true, kind,
  }, { hears: ['open'] })

  test('are parts of all petitions, each with its change', async () => {
    const page = await kinds()
    expect([page.texts('.value'), page.texts('.share'), page.texts('.change')]).toEqual([['30', '10', '2'], ['75.0%', '25.0%', '5.0%'], ['+50.0%', '—', '—']])
    expect((await kinds(undefined, 4)).texts('.share')).toEqual(['—', '—', '—'])
  })

  test('open their list, but none within another kind, which no filter can say', async () => {
    const page = await kinds()
    await page.press('[data-part=collective] button')
    expect(page.told).toEqual([['open', 'collective']])
    expect((await kinds('repeat')).all('[data-part] button').length).toBe(1)
  })
})

describe('what the figures say', () => {
  const sentences = [
    { key: 'overdue', params: { overdue: 2, open: 8, share: '25.0%' }, tone: 'help' as const, door: 'overdue' as const },
    { key: 'past', params: { now: 30, years: 2, average: '20.0' }, tone: 'help' as const, verdict: 'above' as const },
  ]
  const card = (more: object = {}) => draw(ReadingCard, { sentences, kin: '乡镇', rows: true, empty: false, timed: true, ...more }, { hears: ['open', 'widen'] })

  test('is said in whole sentences with their verdict, each leading to its list where it has one', async () => {
    const page = await card()
    expect(page.texts('li').every((text) => !/[{}]|dossier\./.test(text))).toBe(true)
    expect(page.text('[data-sentence=past]')).toContain(zh.dossier.verdict.above.split('{')[0] ?? '?')
    await page.press('[data-sentence=overdue] button')
    expect([page.told, page.all('button').length]).toEqual([[['open', 'overdue']], 1])
    expect((await card({ rows: false })).all('button')).toEqual([])
  })

  test('of nothing is that there is nothing, with all times offered', async () => {
    const page = await card({ empty: true, sentences: [] })
    await page.press('[data-widen]')
    expect([page.all('li'), page.told]).toEqual([[], [['widen']]])
  })
})

describe('a place against its own past', () => {
  const month = (name: string, petitions: number) => ({ month: name, from: `${name}-01`, to: `${name}-28`, petitions, repeat: 1, chosen: false })
  const year = (years_back: number, petitions: number, covered = true) => ({ years_back, from: `${2026 - years_back}-01-01`, to: `${2026 - years_back}-03-31`, petitions, matters: petitions, repeat: 1, collective: 0, covered })
  const card = (months: object[], past: object | null = null) => draw(TrendCard, { months, past, rows: true }, { hears: ['open'] })
  const labels = async (...names: string[]): Promise<string[]> => (await card(names.map((name) => month(name, 4)))).texts('.labels > span')

  test('has its months with the mean of them, and the year written under January', async () => {
    const page = await card([month('2025-11', 4), month('2025-12', 8), month('2026-01', 6)])
    expect(page.text('.legend b')).toBe('6.0')
    expect(page.texts('.labels > span')).toEqual(['', '', '2026'])
    expect(await labels('2025-06', '2025-07', '2025-08', '2025-09')).toEqual(['2025-06', '', '', ''])
    expect((await card([month('2025-11', 4)])).all('.reference')).toEqual([])
  })

  test('opens the days of a month and of an earlier year', async () => {
    const page = await card([month('2025-11', 4), month('2025-12', 8)], { rows: [year(0, 30), year(1, 20)], average: 20, averaged_years: 1, data_from: '2023-11-28' })
    await page.press('[data-key="2025-12"]')
    await page.press('.years tbody tr:nth-child(2) button')
    expect(page.told).toEqual([
      ['open', { of: 'petitions', patch: { from: '2025-12-01', to: '2025-12-28' } }], ['open', { of: 'petitions', patch: { from: '2025-01-01', to: '2025-03-31' } }]])
  })

  test('compares with earlier years, but not with those that the record does not cover or that had too few', async () => {
    const page = await card([], { rows: [year(0, 30), year(1, 20), year(2, 4), year(3, 0, false)], average: 20, averaged_years: 1, data_from: null })
    expect(page.texts('tbody td:last-child')).toEqual(['', '+50.0%', '—', zh.dossier.past.bare])
    expect(page.all('tbody tr:last-child button')).toEqual([])
  })
})

describe('the head of a place', () => {
  const head = (more: object, locale: 'zh-CN' | 'en' = 'zh-CN') =>
    draw(PlaceHead, { area: null, unit: null, query: { period: '30d' }, period: '近30天', days: '', asOf: '2026-11-27', who: '信访局', ...more }, { locale })
  const area = { name: '澄川新城', kind_name: '征地拆迁区', kind_name_en: 'Land requisition', household_count: 526, surface_ha: 120.4, valid_from: '2023-01-01', note: null, units: [{ level: 'township', name: '城关镇' }, { level: 'village', name: '东村' }, { level: 'township', name: '麦溪镇' }] }
  const unit = { name: '东村', level: 'village', household_count: null, surface_ha: 4.04, below: 9, path: [{ code: '990128001', name: '城关镇' }] }

  test('of an area says households, surface in hectares and mu, the townships that it crosses and since when', async () => {
    const page = await head({ area })
    const facts = page.texts('.facts span')
    expect(facts.map((fact, i) => [fact.includes(['526', '120', '城关镇、麦溪镇', '2023-01-01'][i] ?? '?'), fact.includes('东村')])).toEqual(Array(4).fill([true, false]))
    expect(facts[1]).toContain('1,806')
    expect([page.text('h1'), page.text('.kind')]).toEqual(['澄川新城', '征地拆迁区'])
    expect((await head({ area }, 'en')).text('.kind')).toBe('Land requisition')
  })

  test('of a unit says what is not known, small surfaces to a tenth, and the way up with the filter', async () => {
    const page = await head({ unit })
    const facts = page.texts('.facts span')
    expect(facts[0]).toBe(zh.dossier.fact.noHouseholds)
    expect(facts[1]).toContain('4.0')
    expect(facts[1]).toContain('61')
    expect(page.all('.way a').map((one) => one.getAttribute('href'))).toEqual(['/areas?period=30d', '/units/990128001?period=30d'])
    expect((await head({ unit: { ...unit, surface_ha: null, below: 0 } })).texts('.facts span')).toEqual([zh.dossier.fact.noHouseholds, zh.dossier.fact.noBorder])
  })
})

const response = (more: Partial<ResponseRow> = {}): ResponseRow => ({
  response: 'R-1', area_code: 'K1', area_name: '澄川新城', title: '澄川新城联动', state: 'resolving', state_name: '化解中', state_name_en: 'Resolving', open: true, opened_on: '2026-01-05', version: 3,
  joint_state: 'acting', joint_state_name: '办理中', joint_state_name_en: 'Acting', moves: [], five_ones: { leader: true, lead_unit: true, task_force: null, resolution_plan: false, service_plan: false, n: 2 },
  lead_unit: '自然资源局', resolution_plan: null, service_plan: null, households: 526, visits: { planned: 526, done: 263 },
  leads: [{ id: 1, level: 'county', office_title: '副县长', valid_from: '2026-01-05', valid_to: null, handover: null }, { id: 2, level: 'county', office_title: '前任', valid_from: '2025-01-05', valid_to: '2026-01-04', handover: null }],
  force: [{ level: 'county', role: 'a', role_name: '综合组', role_name_en: 'Office', department: null, member_count: 12 }, { level: 'township', role: 'b', role_name: null, role_name_en: null, department: '镇政府', member_count: 30 }],
  policies: [], limits: [], problems: { total: 4, closed: 3, deferred: 1, reopened: 2, by_state: [{ state: 'assigned', name: '已交办', name_en: 'Assigned', n: 3 }, { state: 'kept', name: '已兑现', name_en: 'Kept', n: 0 }] },
  commitments: { total: 10, kept: 4 }, gaps: 2, gap_kinds: [{ kind: 'idle', name: '无进展', name_en: 'Idle', n: 2 }, { kind: 'no_lead', name: '无领导', name_en: '', n: 0 }], ...more,
} as unknown as ResponseRow)

describe('the joint response of a place', () => {
  const state = (more: Partial<ResponseRow> = {}, locale: 'zh-CN' | 'en' = 'zh-CN') => draw(ResponseState, { row: response(more), cells: [], coverage: null }, { locale })

  test('says of the five ones which are there, which are missing, and which are not this account’s to know', async () => {
    const page = await state()
    expect(page.texts('.ones li span')).toEqual(['✓', '✓', '·', '✕', '✕'])
    expect(page.all('.ones .missing')).toHaveLength(2)
  })

  test('measures what was done of what was to do; no share of fewer than five', async () => {
    const page = await state()
    expect(page.texts('.meters b')).toEqual(['50.0%', '—', '40.0%'])
    expect(page.all('.meters .bar span').map(({ style }) => style.width)).toEqual(['50%', '75%', '40%'])
    expect(page.texts('[data-meter] .door')).toEqual(['263 / 526', '3 / 4', '4 / 10'])
    expect((await state({ commitments: { total: 0, kept: 0 } })).texts('[data-meter=commitments] button')).toEqual([])
  })

  test('leads from each number to its list: problems by state, gaps by kind', async () => {
    const page = await state()
    expect(page.all('[data-problems]').map((one) => one.getAttribute('href'))).toEqual(['/problems?response=R-1&problem_state=assigned'])
    expect(page.all('[data-gap]').map((one) => one.getAttribute('href'))).toEqual(['/response?area=K1&gap=idle'])
    const none = await state({ gaps: 0, gap_kinds: [] })
    expect(none.text()).toContain(zh.dossier.response.noGaps)
  })

  test('has its levels with who answers, until when and what is missing, each leading to its cell', async () => {
    const cell = (level: string, more: object) => ({ level, state: 'acting', state_name: '办理中', state_name_en: 'Acting', responsible: '城关镇', units: 1, due_on: '2026-12-04', gaps: 0, ...more })
    const cells = [cell('county', {}), cell('township', { units: 3, gaps: 2 }), cell('village', { responsible: null, due_on: null })]
    const page = await draw(ResponseState, { row: response(), cells, coverage: { covered: 1, cells: [{ kind: 'reception', name: '领导接访', name_en: '', n: 4, last_on: '2026-11-20' }, { kind: 'evidence', name: '收集证据', name_en: '', n: 0, last_on: null }] } })
    const line = (n: number): string[] => page.texts(`table tr:nth-child(${n}) td`)
    expect([line(1), line(3)]).toEqual([['办理中', '城关镇', '2026-12-04', ''], ['办理中', '—', '—', '']])
    expect(line(2).slice(1, 4)).toEqual([`城关镇${zh.dossier.response.andMore.replace('{n}', '3')}`, '2026-12-04', zh.dossier.response.nGaps.replace('{n}', '2')])
    expect(page.one('table a').getAttribute('href')).toBe('/response?area=K1&cell=R-1.county')
    expect(page.texts('[data-activity]').length).toBeGreaterThan(0)
    expect(page.all('.tags .missing').some(({ textContent }) => textContent?.includes('收集证据'))).toBe(true)
  })

  test('opens what lies behind a meter that has no page of its own', async () => {
    it.serve('/api/feeds/visits', { rows: [], total: 0, next: null, as_of: '2026-11-27', planned: 526, done: 263 })
    const page = await state()
    await page.press('[data-meter=visits] button')
    await it.shows(() => page.text('dialog h2')).toBe(zh.dossier.response.visits)
    await it.shows(() => page.text('dialog header p')).toContain('263 / ')
  })

  test('names who leads today, not who did before, and speaks the reader’s language', async () => {
    expect((await state()).texts('dd').join()).not.toContain('前任')
    expect([(await state()).texts('dd').includes('自然资源局'), (await state({ lead_unit: null })).texts('dd').includes('自然资源局')]).toEqual([true, false])
    const page = await state({}, 'en')
    expect([page.text('.stage'), page.texts('[data-problems]')]).toEqual(['Resolving', ['Assigned 3']])
    expect(page.text()).toContain(en.dossier.response.fiveOnes)
  })
})

describe('a board', () => {
  test('has the five ones with whom or what fills each, and that the rest is not decided', async () => {
    const page = await draw(FiveOnes, { row: response(), asOf: '2026-11-27' })
    const texts = page.texts('.text')
    expect([texts[0], texts[1], texts[3], texts[4]]).toEqual(['副县长', '自然资源局', zh.response.board.none, zh.response.board.none])
    expect([page.all('.done').length, page.text('.fact')]).toEqual([2, '2/5'])
  })

  test('has its problems by state, the fullest the whole width, and no share of fewer than five', async () => {
    const page = await draw(ProblemStates, { row: response() })
    expect(page.all('.bar span').map(({ style }) => style.width)).toEqual(['100%', '0%'])
    expect(page.text('.fact')).toBe('办结 3/4（—）')
    expect(page.all('.states a').map((one) => one.getAttribute('href'))).toEqual(['/problems?response=R-1&problem_state=assigned', '/problems?response=R-1&problem_state=kept'])
  })

  test('has the groups that were visited least first, those without a plan before them, and offers to record an open round', async () => {
    const group = (code: string, planned: number, done: number, level = 'group') => ({ code, name: code, level, planned, done })
    it.serve('/api/feeds/response-units', { rows: [group('full', 40, 40), group('half', 40, 20), group('none', 0, 0), group('few', 4, 1), group('village', 99, 1, 'village')] })
    const round = (unit_code: string, done_count: number) =>
      ({ round_id: 1, version: 1, unit_code, unit_name: unit_code, planned_count: 40, done_count, may_record: true })
    it.serve('/api/feeds/visits', { rows: [round('full', 40), round('half', 20)], total: 2, next: null, as_of: '2026-11-27' })
    const page = await draw(VisitsCard, { response: 'R-1', visits: { planned: 80, done: 60 } })
    await it.shows(() => page.all('[data-group]').map(({ dataset }) => dataset['group'])).toEqual(['none', 'few', 'half', 'full'])
    expect(page.texts('.muted.digits')).toEqual([zh.response.board.noPlan, '覆盖率 —（1/4）', '覆盖率 50%（20/40）', '覆盖率 100%（40/40）'])
    // units and rounds are two answers, either of which may be the first
    await it.shows(() => page.all('[data-action=record-visits]').length).toBe(1)
    expect(page.text('.fact')).toBe('覆盖率 75%（60/80）')
  })
})
