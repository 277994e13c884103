/** The joint response as cadres see it: whose turn it is, since when, until when; and the moves that the server offers, no other. */
import { describe, expect, test } from 'vitest'
import ClockBar from '../../web/components/ClockBar.vue'
import CoverageTable from '../../web/panels/work/CoverageTable.vue'
import GapLines from '../../web/panels/work/GapLines.vue'
import GapList from '../../web/panels/work/GapList.vue'
import MatrixTable from '../../web/panels/work/MatrixTable.vue'
import ProblemItem from '../../web/panels/work/ProblemItem.vue'
import TaskItem from '../../web/panels/work/TaskItem.vue'
import WorkItem from '../../web/panels/work/WorkItem.vue'
import zh from '../../web/i18n/zh.ts'
import en from '../../web/i18n/en.ts'
import type { MatrixRow } from '../../api/contract/feeds/response-matrix.ts'
import { draw } from './drawn.ts'
import { move, problem, task, workRow } from './rows.ts'

const asOf = '2026-11-27'
type Cell = MatrixRow['cells'][number]

describe('the matrix of areas by four levels', () => {
  const cell = (level: Cell['level'], more: Partial<Cell> = {}): Cell => ({
    level, state: 'acting', state_name: '办理中', state_name_en: 'Acting', tasks: 2, open: 1, units: 1, responsible: '城关镇', office_title: null, acted_at: '2026-11-24T02:00:00Z',
    due_on: '2026-12-04', rung: null, gaps: 0, ...more,
  })
  const row = (more: Partial<MatrixRow> = {}, cells: Cell[] = [cell('county'), cell('township'), cell('village'), cell('group')]): MatrixRow => ({
    response: 'R-1', area_code: 'K1', area_name: '澄川新城', title: '联动处置', sector: null, sector_name: null, state: 'resolving', state_name: '化解中', state_name_en: 'Resolving',
    gaps: cells.reduce((sum, { gaps }) => sum + gaps, 0), cells, ...more,
  } as MatrixRow)
  const matrix = (rows: MatrixRow[], locale: 'zh-CN' | 'en' = 'zh-CN', at = '/') => draw(MatrixTable, { rows, asOf }, { locale, hears: ['open'], at })

  test('says who answers in a cell: one unit by its name, several as so many, nobody where there is no task', async () => {
    const page = await matrix([row({}, [
      cell('county', { office_title: '副县长' }), cell('township', { units: 3 }), cell('village', { responsible: null }), cell('group', { tasks: 0, responsible: null, due_on: null, acted_at: null }),
    ])])
    expect(page.all('td').map((one) => one.querySelector('.who')?.textContent?.trim() ?? '')).toEqual(['城关镇 · 副县长', '城关镇 等 3 个单位', zh.response.outOfSight, ''])
  })

  test('says when something was last done and until when it is to be done, in days', async () => {
    const page = await matrix([row({}, [
      cell('county'), cell('township', { acted_at: '2026-11-27T01:00:00Z', due_on: '2026-11-27' }), cell('village', { acted_at: null, due_on: '2026-11-20', state: 'overdue' }), cell('group', { tasks: 0 }),
    ])])
    expect(page.texts('.dates')).toEqual(['最近进展 3 天前期限 12-04 还有 7 天', '最近进展 今天期限 11-27 今天到期', '最近进展 无期限 11-20 超期 7 天'])
    expect(page.texts('.dates .late')).toEqual(['期限 11-20 超期 7 天'])
  })

  test('is late before its date where nobody acknowledged it in time', async () => {
    const page = await matrix([row({}, [cell('county', { state: 'overdue' }), cell('township', { state: 'overdue', due_on: asOf }), cell('village'), cell('group')])])
    expect(page.texts('.dates .late')).toEqual([zh.response.ackBehind, zh.response.ackBehind])
  })

  test('hatches and counts the cells that owe something, and the row adds them up', async () => {
    const page = await matrix([row({}, [cell('county'), cell('township', { gaps: 2 }), cell('village', { gaps: 1 }), cell('group')])])
    expect(page.all('.cell').map(({ classList }) => classList.contains('gap'))).toEqual([false, true, true, false])
    expect(page.texts('.count')).toEqual(['缺口 2', '缺口 1'])
    expect(page.text('th .n')).toBe('缺口 3')
    expect((await matrix([row()])).all('.count, th .n')).toEqual([])
  })

  test('leads to the board of its area on the day that is looked at, and opens the record of a cell', async () => {
    const page = await matrix([row()], 'zh-CN', '/response?as_of=2026-11-01')
    expect(page.one('th a').getAttribute('href')).toBe('/response/R-1?as_of=2026-11-01')
    await page.press('[data-level=village]')
    expect([page.told[0]?.[0], (page.told[0]?.[1] as MatrixRow).response, page.told[0]?.[2]]).toEqual(['open', 'R-1', 'village'])
  })

  test('of a sector is named by its title, and in the reader’s language where there are two', async () => {
    const page = await matrix([row({ area_name: null, area_code: null, title: '农民工工资专班', sector: 'wages', sector_name: '农民工工资' })], 'en')
    expect(page.text('th a')).toBe('农民工工资专班')
    expect(page.texts('td .tag')).toEqual(['Acting', 'Acting', 'Acting', 'Acting'])
    expect(page.texts('.cell .level')).toEqual(Object.values(en.response.level))
  })
})

describe('the seven kinds of work on the spot', () => {
  const rows = [{ response: 'R-1', area_code: 'K1', area_name: '澄川新城', title: '', covered: 1, cells: [
    { kind: 'reception', name: '领导接访', name_en: 'Reception', n: 4, last_on: '2026-11-20' }, { kind: 'evidence', name: '收集证据', name_en: 'Evidence', n: 0, last_on: null },
  ] }]

  test('open their list where they took place, and are hatched, not to be pressed, where they never did', async () => {
    const page = await draw(CoverageTable, { rows }, { hears: ['open'] })
    expect(page.texts('.cell small')).toEqual(['最近 2026-11-20', zh.response.board.notYet])
    expect(page.one('[data-kind=evidence]').tagName).toBe('DIV')
    expect(page.one('[data-kind=evidence]').classList.contains('none')).toBe(true)
    await page.press('[data-kind=reception]')
    await page.press('[data-kind=evidence]')
    expect(page.told.map(([, , kind]) => kind)).toEqual(['reception'])
    expect(page.text('th small')).toBe('覆盖 1/7')
  })

  test('have their heads in the reader’s language', async () => {
    expect((await draw(CoverageTable, { rows }, { locale: 'en' })).texts('thead th').slice(1)).toEqual(['Reception', 'Evidence'])
  })
})

describe('gaps', () => {
  const gap = (more: object) => ({ kind: 'idle', name: '长期无进展', name_en: 'Idle', area_name: '澄川新城', response_title: '联动', level_name: '村级', level_name_en: 'Village', unit_name: '东村', subject_title: '走访', days: 14, ...more })
  const list = (rows: object[], more: object = {}) => draw(GapList, { rows, busy: false, ...more })

  test('say what is missing, since when and who should act, with the area where several are listed', async () => {
    expect((await list([gap({})])).texts('li > *')).toEqual(['长期无进展', '走访', '已 14 天', '应办：东村'])
    expect((await list([gap({})], { area: true })).text('.act')).toBe('应办：澄川新城 · 东村')
    expect((await list([gap({ unit_name: null, subject_title: null, days: null, area_name: null })], { area: true })).texts('li > *')).toEqual(['长期无进展', '应办：联动 · 村级'])
  })

  test('that are not there are said to be none only when that is known', async () => {
    expect((await list([])).text()).toBe(zh.response.noGaps)
    expect((await list([], { busy: true })).text()).toBe(zh.list.loading)
  })

  const lines = [
    { kind: 'idle', name: '长期无进展', name_en: 'idle', level: 'village', level_name: '村级', level_name_en: 'village', responses: 3, n: 5, days: 14 },
    { kind: 'no_lead', name: '未定包案领导', name_en: 'no lead', level: 'county', level_name: '县级', level_name_en: 'county', responses: 1, n: 1, days: null },
  ]
  const kinds = [{ kind: 'idle', name: '长期无进展', name_en: 'idle', n: 5 }, { kind: 'no_lead', name: '未定包案领导', name_en: '', n: 1 }, { kind: 'revisit_missing', name: '未回访', name_en: '', n: 0 }]
  const summed = (chosen: string | null) => draw(GapLines, { lines, total: 6, gap: chosen, kinds }, { hears: ['gap'] })

  test('are summed up in sentences of their own, and a kind of the county’s own in the plain one', async () => {
    expect((await summed(null)).texts('.lines li')).toEqual(['3 个区域村级 14 天无进展', '1 个区域县级未定包案领导'])
  })

  test('of a kind are chosen and let go; a kind without any is offered only while it is chosen', async () => {
    const page = await summed('idle')
    expect(page.all('[data-gap]').map(({ dataset }) => dataset['gap'])).toEqual(['idle', 'no_lead'])
    expect((await summed('revisit_missing')).all('[data-gap]')).toHaveLength(3)
    expect([page.texts('[aria-pressed=true]'), (await summed(null)).texts('[aria-pressed=true]')]).toEqual([['长期无进展 5'], [zh.response.allGaps]])
    await page.press('[data-gap=idle]')
    await page.press('[data-gap=no_lead]')
    await page.press('.segments button:first-child')
    expect(page.told).toEqual([['gap', null], ['gap', 'no_lead'], ['gap', null]])
  })
})

describe('the bar of a limit', () => {
  test.each([[0, 0], [50, 50], [100, 100], [4_800, 100], [-3, 0]])('of %d %% is %d wide', async (share, width) => {
    expect((await draw(ClockBar, { share, tone: null })).one('.gone').getAttribute('width')).toBe(String(width))
  })

  test('says in words what it shows, and past the whole no percentage', async () => {
    expect((await draw(ClockBar, { share: 75, tone: 'orange' })).one('svg').getAttribute('aria-label')).toBe('期限已用 75%')
    expect((await draw(ClockBar, { share: 101, tone: 'red' })).one('svg').getAttribute('aria-label')).toBe(zh.response.goneWhole)
    expect((await draw(ClockBar, { share: 75, tone: 'orange' })).one('svg').classList.contains('orange')).toBe(true)
  })
})

describe('a task', () => {
  const item = (more: object = {}, area = false) => draw(TaskItem, { task: task(more), asOf, area })

  test('says whose it is, of which area where several are listed, and until when', async () => {
    expect((await item()).text('.who')).toBe('东村 · 村主任')
    expect((await item({}, true)).text('.who')).toBe('澄川新城 · 东村 · 村主任')
    expect((await item({ area_name: null, responsible_title: null }, true)).text('.who')).toBe('澄川新城联动 · 东村')
    expect((await item()).texts('.dates > span')).toEqual(['期限 2026-12-04 还有 7 天', '最近进展 3 天前'])
  })

  test('that is over counts no days any more and is late for nobody', async () => {
    const page = await item({ open: false, due_on: '2026-11-01', state: 'done' })
    expect([page.text('.dates > span'), page.all('.behind')]).toEqual(['期限 2026-11-01', []])
    expect((await item({ due_on: '2026-11-01' })).texts('.behind')).toEqual(['期限 2026-11-01 超期 26 天'])
    expect((await item({ due_on: asOf })).all('.behind')).toEqual([])
  })

  test('that waits to be acknowledged says until which minute; midnight is 24:00 of the day before', async () => {
    expect((await item({ state: 'assigned', ack_due_at: '2026-11-28T16:00:00Z' })).texts('.dates > span')[1]).toBe('签收期限 2026-11-28 24:00')
    expect((await item({ state: 'acting', ack_due_at: '2026-11-28T16:00:00Z' })).texts('.dates > span')).toHaveLength(2)
  })

  test('tells how far its limit has run, and which level supervises it from there', async () => {
    const rung = { share: 75, step: 75, tone: 'orange', name: '黄色提醒', name_en: '', supervised_by: 'township' }
    expect((await item({ rung })).text('.rung')).toBe('期限已用 75% · 黄色提醒 · 乡镇级督办')
    expect((await item({ rung: { ...rung, share: 180, supervised_by: null }, due_on: '2026-11-20' })).text('.rung')).toBe('超期 7 天 · 黄色提醒')
    expect((await item()).all('.rung, .clock')).toEqual([])
  })

  test('shows its report, and the reason only while there is no report', async () => {
    expect((await item({ report: '已走访', reason: '退回' })).texts('.said')).toEqual(['办理结果：已走访'])
    expect((await item({ reason: '退回' })).texts('.said')).toEqual(['理由：退回'])
  })

  test('may be commented by those who act on it, while it is open', async () => {
    for (const code of ['start', 'report', 'acknowledge']) expect((await item({ moves: [move(code)] })).all('.note')).toHaveLength(1)
    for (const code of ['confirm', 'cancel']) expect((await item({ moves: [move(code)] })).all('.note')).toEqual([])
    expect((await item({ open: false, moves: [move('report')] })).all('.note')).toEqual([])
  })

  test('says twice that it is overdue only in words: beside its state', async () => {
    expect((await item({ overdue: true })).texts('.tag')).toEqual(['办理中', zh.response.overdue])
    expect((await item({ overdue: null })).texts('.tag')).toEqual(['办理中'])
  })
})

describe('a problem of the list', () => {
  const item = (more: object = {}, props: object = {}) => draw(ProblemItem, { row: problem(more), asOf, ...props })

  test('says what it waits for: a re-check when deferred, a revisit when kept, else its due date', async () => {
    const waits = async (state: string): Promise<string> => (await item({ state, waits_until: '2026-12-04' })).texts('.owner > span')[1] ?? ''
    expect([await waits('deferred'), await waits('kept'), await waits('assigned')]).toEqual(['复核日期 2026-12-04 还有 7 天', '回访期限 2026-12-04 还有 7 天', '期限 2026-12-04 还有 7 天'])
    expect((await item({ closed_on: '2026-11-02' })).texts('.owner > span')[1]).toBe('2026-11-02')
  })

  test('says that no department has it yet', async () => {
    expect((await item({ department_name: null })).texts('.owner .muted')).toEqual([zh.response.problems.noDepartment])
    expect((await item()).texts('.owner > span')[0]).toBe('自然资源局')
  })

  test('names its place, category, source and households in one line, and leaves out what is not known', async () => {
    expect((await item({ household_count: 12 })).text('.what .muted')).toBe('澄川新城 · 东村 · 征地补偿 · 走访 · 涉及 12 户')
    expect((await item({ unit_name: null, source_name: null })).text('.what .muted')).toBe('澄川新城 · 征地补偿')
  })

  test('can be selected for a department only where the server lets it be assigned', async () => {
    const pick = async (moves: object[]): Promise<HTMLInputElement> => (await item({ moves }, { selectable: true })).one('.pick') as HTMLInputElement
    expect((await pick([move('assign')])).disabled).toBe(false)
    const not = await pick([move('reply')])
    expect([not.disabled, not.title]).toEqual([true, zh.response.problems.cannot])
    expect((await item()).all('.pick')).toEqual([])
  })

  test('is only read where nobody moves anything', async () => {
    expect((await item({ moves: [move('assign')] }, { read: true })).all('.moves')).toEqual([])
    expect((await item({ moves: [move('assign')] })).all('[data-move=assign]')).toHaveLength(1)
  })

  test('tells how often it was taken up again, its plan, its reply and who was revisited with which result', async () => {
    const page = await item({ reopened_count: 2, plan: '补测', reply: '已补', revisits: [{ on_date: '2026-11-20', result: 'satisfied', result_name: '满意', result_name_en: 'Satisfied' }] })
    expect(page.text('.state .muted')).toBe('重新办理 2 次')
    expect(page.texts('dl > *')).toEqual([zh.response.problems.no, 'R-1-0007', zh.response.problems.collected, '2026-11-01', zh.response.problems.plan, '补测', zh.response.problems.reply, '已补', zh.response.problems.revisited, '2026-11-20 满意'])
  })
})

describe('one thing that waits for me', () => {
  const item = (more: object = {}, at = '/work') => draw(WorkItem, { row: workRow(more), asOf }, { at })

  test.each([
    ['problem', { kind: 'problem', code: 'R-1-7' }, '/problems?problem=R-1-7'], ['matter', { kind: 'matter', code: 'M 1' }, '/matters/M%201'],
    ['alarm', { kind: 'alarm' }, '/hotspots#alarms'], ['task', { kind: 'task', area_code: 'K1' }, '/response/K1'],
  ])('leads to where it is worked on: a %s', async (_what, more, href) => {
    expect((await item(more)).one('h3 a').getAttribute('href')).toBe(href)
  })

  test('leads nowhere where it has no area, and says that it has no title', async () => {
    const page = await item({ kind: 'task', area_code: null, title: null })
    expect([page.all('h3 a'), page.text('h3')]).toEqual([[], zh.response.matter.untitled])
  })

  test('is marked late by its bucket, and comes again in words', async () => {
    const page = await item({ bucket: 'overdue', due_on: '2026-11-20', again: true })
    expect([page.one('.due').classList.contains('behind'), page.text('.due'), page.text('.again')]).toEqual([true, '2026-11-20 超期 7 天', zh.response.work.again])
    expect((await item({ bucket: 'week', due_on: '2026-12-01', again: null })).all('.behind, .again')).toEqual([])
  })

  test('that is a promise can be said to be kept today, and not on a day that is over', async () => {
    expect((await item({ kind: 'commitment' })).all('[data-action=fulfil-commitment]')).toHaveLength(1)
    expect((await item({ kind: 'commitment' }, '/work?as_of=2026-11-01')).all('[data-action=fulfil-commitment]')).toEqual([])
  })

  test('of a past day says of matters and alarms that they are of today', async () => {
    const past = '/work?as_of=2026-11-01'
    expect((await item({ kind: 'matter' }, past)).all('[data-note=of-today]')).toHaveLength(1)
    expect((await item({ kind: 'task' }, past)).all('[data-note=of-today]')).toEqual([])
    expect((await item({ kind: 'matter' })).all('[data-note=of-today]')).toEqual([])
  })
})
