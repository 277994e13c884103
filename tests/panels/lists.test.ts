/** Lists behind numbers: as many rows as the number says, page by page, every cell in words; records, replies, decisions and receivers of notices. */
import { describe, expect, test } from 'vitest'
import LedgerDrawer from '../../web/panels/LedgerDrawer.vue'
import WebhookList from '../../web/panels/settings/WebhookList.vue'
import BulkAssign from '../../web/panels/work/BulkAssign.vue'
import ConsultationItem from '../../web/panels/work/ConsultationItem.vue'
import EventList from '../../web/panels/work/EventList.vue'
import RepliesList from '../../web/panels/work/RepliesList.vue'
import WorkFilter from '../../web/panels/work/WorkFilter.vue'
import zh from '../../web/i18n/zh.ts'
import { inDays } from '../../web/lib/days.ts'
import { county } from './county.ts'
import { draw } from './drawn.ts'
import { problem } from './rows.ts'

const it = county()

describe('the list behind a number', () => {
  const petition = (n: number, more: object = {}) => ({
    petition_no: `P${n}`, matter_no: `M${n}`, received_on: '2026-11-01', channel: 'visit', channel_name: '来访', kind: 'first', collective: false, title: '补偿', category: '030101', category_name: '征地',
    area_name: null, unit_name: '东村', place_status: 'placed', state: 'handling', state_name: '办理中', due_on: '2026-12-01', overdue: false, ...more,
  })
  const rows = (from: number, n: number) => Array.from({ length: n }, (_, i) => petition(from + i))
  const list = async (answer: object, more: object = {}) => {
    it.serve('/api/feeds/petitions', answer)
    it.serve('/api/feeds/matters', answer)
    return await draw(LedgerDrawer, { of: 'petitions', filter: { kind: 'first' }, words: ['近30天', '初次'], download: true, ...more }, { hears: ['close'] })
  }

  test('says how many there are, shows a hundred, and the rest when it is asked for', async () => {
    const page = await list({ rows: rows(0, 100), total: 103, next: '0.1.100' })
    await it.shows(() => page.all('tbody tr').length).toBe(100)
    expect([page.text('[data-total]'), page.text('footer button'), page.text('footer span')]).toEqual(['共 103 条', '再显示 3 条', '已显示 100 条'])
    it.serve('/api/feeds/petitions', { rows: rows(100, 3), total: 103, next: null })
    await page.press('footer button')
    await it.shows(() => page.all('tbody tr').length).toBe(103)
    expect(it.asked()).toEqual(['/api/feeds/petitions?kind=first&limit=100', '/api/feeds/petitions?kind=first&limit=100&cursor=0.1.100'])
    expect([page.all('footer button'), page.text('footer')]).toEqual([[], expect.stringContaining(zh.list.end)])
  })

  test('has every cell in words, and says what has no title, where there is no place, and what is overdue', async () => {
    const odd = [petition(1, { title: null, unit_name: null, place_status: 'unlocated', collective: true, overdue: true }), petition(2, { area_name: '澄川新城', kind: 'repeat' }), petition(3, { unit_name: null, place_status: 'outside', due_on: null })]
    const page = await list({ rows: odd, total: 3, next: null })
    await it.shows(() => page.all('tbody tr').length).toBe(3)
    const cells = (n: number): string[] => page.texts(`tbody tr:nth-child(${n}) td`)
    expect(cells(1)).toEqual(['P1', '2026-11-01', '来访', '初次、集体访', zh.list.untitled, '征地', zh.list.noPlace, '办理中', '2026-12-01超期'])
    expect([cells(2)[3], cells(2)[6], cells(3)[6], cells(3)[8]]).toEqual(['重复', '澄川新城 · 东村', zh.list.outside, ''])
  })

  test('of matters has petitions and people instead of a channel', async () => {
    const page = await list({ rows: [{ ...petition(1), petitions: 3, people: null }], total: 1, next: null }, { of: 'matters' })
    await it.shows(() => page.texts('tbody td')).toEqual(['M1', '2026-11-01', '补偿', '征地', '东村', '办理中', '2026-12-01', '3', '<5'])
    expect(page.texts('th')).not.toContain(zh.list.channel)
  })

  test('is walked through by arrows, by ten with the page keys, and to the ends', async () => {
    const page = await list({ rows: rows(0, 25), total: 25, next: null })
    await it.shows(() => page.all('tbody tr').length).toBe(25)
    const lines = page.all('tbody tr')
    for (const [key, at] of [['ArrowDown', 0], ['ArrowDown', 1], ['PageDown', 11], ['End', 24], ['ArrowDown', 24], ['PageUp', 14], ['Home', 0], ['ArrowUp', 0]] as const) {
      expect(await page.key('.scroll', key)).toBe(true)
      expect([key, lines.indexOf(document.activeElement as HTMLElement)]).toEqual([key, at])
    }
    expect(await page.key('.scroll', 'Tab')).toBe(false)
  })

  test('of nothing says so and has no file; one that was refused can be asked again', async () => {
    const empty = await list({ rows: [], total: 0, next: null })
    await it.shows(() => empty.texts('[role=status]')).toEqual([zh.list.empty])
    expect(empty.all('a[download]')).toEqual([])
    it.serve('/api/feeds/petitions', {}, 403)
    const refused = await draw(LedgerDrawer, { of: 'petitions', filter: {}, words: [], download: true })
    await it.shows(() => refused.texts('[role=alert] span')).toEqual([zh.error[403]])
    it.serve('/api/feeds/petitions', { rows: rows(0, 1), total: 1, next: null })
    await refused.press('[role=alert] button')
    await it.shows(() => refused.all('tbody tr').length).toBe(1)
  })

  test('is downloaded under the same filter by those who may, and closes', async () => {
    const page = await list({ rows: rows(0, 1), total: 1, next: null })
    await it.shows(() => page.all('a[download]').map((one) => one.getAttribute('href'))).toEqual(['/api/exports/ledger?kind=first&format=csv'])
    await page.press('header button')
    expect(page.told).toEqual([['close']])
    const other = await list({ rows: rows(0, 1), total: 1, next: null }, { download: false })
    await it.shows(() => other.all('tbody tr').length).toBe(1)
    expect(other.all('a[download]')).toEqual([])
  })
})

describe('the record', () => {
  const event = (event_id: number, more: object = {}) => ({
    event_id, at: '2026-11-26T16:30:00Z', role_name: '村干部', role_name_en: 'Village cadre', from_state: 'assigned', to_state: 'acting', from_name: '已交办', from_name_en: 'Assigned', to_name: '办理中', to_name_en: 'Acting',
    subject_title: '逐户走访', unit_name: '东村', note: null, ...more,
  })

  test('tells a beginning, a step and a remark apart, who it was by role, and when in Beijing', async () => {
    it.serve('/api/feeds/response-events', { rows: [event(3), event(2, { from_state: 'acting', note: '已约定' }), event(1, { from_state: null, role_name: null, role_name_en: null })], next: null })
    const page = await draw(EventList, { response: 'R-1', level: 'village' })
    await it.shows(() => page.texts('li b')).toEqual(['已交办 → 办理中', zh.response.event.note, '登记为“办理中”'])
    expect(page.texts('.when')).toEqual(['2026-11-27 00:30 · 由村干部办理', '2026-11-27 00:30 · 由村干部办理', `2026-11-27 00:30 · 由${zh.response.event.system}办理`])
    expect([page.texts('.said'), it.asked()]).toEqual([['已约定'], ['/api/feeds/response-events?response=R-1&level=village&limit=30']])
  })

  test('of a past day ends with it', async () => {
    it.serve('/api/feeds/response-events', { rows: [], next: null })
    const page = await draw(EventList, { response: 'R-1' }, { at: '/response/R-1?as_of=2026-11-01' })
    await it.shows(() => page.texts('[role=status]')).toEqual([zh.response.event.none])
    expect(it.asked()).toEqual(['/api/feeds/response-events?to=2026-11-01&response=R-1&limit=30'])
  })

  test('shows more when it is asked for', async () => {
    it.serve('/api/feeds/response-events', { rows: [event(1)], next: '0.1.1' })
    const page = await draw(EventList, { response: 'R-1' })
    await it.shows(() => page.all('li').length).toBe(1)
    it.serve('/api/feeds/response-events', { rows: [event(1), event(2)], next: null })
    await page.press('button')
    await it.shows(() => [page.all('li').length, page.all('button').length]).toEqual([2, 0])
    expect(it.asked().at(-1)).toContain('limit=130')
  })
})

test('replies are flagged where they differ or are not the standard one, and lead to the problems that got them', async () => {
  const row = (more: object = {}) => ({
    response: 'R-1', area_name: '澄川新城', response_title: '', category: '030101', category_name: '征地补偿', supported: true, differ: false, off_standard: false, problems: 8, replies: 2, standard: '按标准补偿',
    given: [{ reply: '按标准补偿', n: 7, example: 'R-1-0001' }, { reply: '另行研究', n: 1, example: 'R-1-0002' }], ...more,
  })
  const page = await draw(RepliesList, { rows: [row({ differ: true, off_standard: true }), row({ supported: false, category: '020000', standard: null })], areas: true })
  expect(page.texts('.flag')).toEqual(['2 种不同答复', zh.response.replies.offStandard])
  expect(page.all('.flagged')).toHaveLength(1)
  expect(page.texts('[data-issue="030101"] dt')).toEqual([zh.response.replies.standard, '7 次', '1 次'])
  expect(page.text('[data-issue="020000"] .head')).toContain(zh.response.replies.refused)
  expect(page.all('[data-issue="030101"] dt a').map((one) => one.getAttribute('href'))).toEqual(['/problems?response=R-1&q=R-1-0001', '/problems?response=R-1&q=R-1-0002'])
})

describe('a consultation', () => {
  const point = (item_id: number, more: object = {}) => ({
    item_id, problem_title: null, problem_no: null, agenda: `议题${item_id}`, decision: null, earlier: [], owner_name: null, department_name: null, due_on: null, task_id: null, task_state: null, task_state_name: null, ...more,
  })
  const row = (items: object[], more: object = {}) => ({ consultation_id: 7, response: 'R-1', response_title: '', area_code: 'K1', area_name: '澄川新城', title: '会商', held_on: '2026-11-20', version: 1, unit_name: '县', convenor_title: '副县长', attending: null, may_decide: true, items, ...more })

  test('says how much of its agenda is decided, who owes it until when, and what was decided earlier', async () => {
    const decided = point(1, { decision: '补测', department_name: '自然资源局', due_on: '2026-12-01', task_id: 3, task_state: 'acting', task_state_name: '办理中', earlier: [{ decided_on: '2026-10-01', decision: '再议', owner_name: '镇', due_on: '2026-10-09' }] })
    const page = await draw(ConsultationItem, { row: row([decided, point(2)]) })
    expect([page.text('header .muted'), page.texts('.decision'), page.texts('.facts')[0]]).toEqual(['1/2 项已有决定', ['决定：补测'], '承办：自然资源局期限 2026-12-01已转为任务 办理中'])
    expect(page.text('.earlier')).toBe('2026-10-01 曾决定：再议（镇，期限 2026-10-09）')
    expect(page.all('[data-action]').length).toBe(1)
    expect((await draw(ConsultationItem, { row: row([point(2)], { may_decide: false }) })).all('[data-action]')).toEqual([])
  })
})

describe('problems given to a department together', () => {
  const bulk = (selected: object[]) => draw(BulkAssign, { selected, all: false }, { hears: ['done', 'all'] })

  test('are all given with the versions that were seen, by those who may', async () => {
    await it.signIn('office')
    it.serve('/api/feeds/departments', { rows: [{ code: 'land', name: '自然资源局', level: 'county' }] })
    it.serve('/api/actions/assign-problems', {})
    const page = await bulk([problem(), problem({ problem_no: 'R-1-0008', version: 9 })])
    await page.press('[data-action]')
    await it.shows(() => page.texts('option')).toContain('自然资源局')
    await page.fill('dialog select', 'land')
    page.one('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await it.shows(() => page.told).toEqual([['done']])
    expect(it.writes()).toEqual([['/api/actions/assign-problems', { problems: [{ problem_no: 'R-1-0007', version: 4 }, { problem_no: 'R-1-0008', version: 9 }], department: 'land', due_on: inDays(30) }]])
  })

  test('are none where none is selected, and are offered to nobody else', async () => {
    await it.signIn('office')
    const page = await bulk([])
    expect((page.one('[data-action]') as HTMLButtonElement).disabled).toBe(true)
    await page.press('input')
    expect(page.told).toEqual([['all', true]])
    await it.signIn('group')
    expect((await bulk([problem()])).text()).toBe('')
  })
})

describe('the filter of a page of work', () => {
  const filter = async (given: object, keys: string[], more: object = {}) => {
    it.serve('/api/feeds/reference', { rows: [{ table: 'category', code: '030000', name_zh: '城乡建设', name_en: null, sort: 1 }, { table: 'category', code: '030100', name_zh: '拆迁', name_en: null, sort: 2 }] })
    it.serve('/api/feeds/response-units', { rows: [{ code: 'C', name: '县', level: 'county' }, { code: 'T', name: '镇', level: 'township' }, { code: 'V', name: '村', level: 'village' }, { code: 'G', name: '组', level: 'group' }] })
    return await draw(WorkFilter, { filter: given, keys, ...more }, { hears: ['filter', 'clear'] })
  }

  test('offers townships and villages, and headings of categories by what they are as a prefix', async () => {
    const page = await filter({ category: ['03'] }, ['unit', 'category'])
    await it.shows(() => page.texts('option')).toEqual([zh.response.filter.unit, '镇', '村', zh.response.filter.category, '城乡建设'])
    await it.shows(() => (page.one('[data-filter=category]') as HTMLSelectElement).value).toBe('03')
    await page.fill('[data-filter=unit]', 'V')
    await page.fill('[data-filter=category]', '')
    expect(page.told).toEqual([['filter', { unit: 'V' }], ['filter', { category: undefined }]])
  })

  test('looks at a past day and says so; today has no word in the address', async () => {
    const page = await filter({}, [])
    expect((page.one('[name=as_of]') as HTMLInputElement).value).toBe(inDays(0))
    await page.fill('[name=as_of]', '2026-01-05')
    await page.fill('[name=as_of]', inDays(0))
    expect(page.told).toEqual([['filter', { as_of: '2026-01-05' }], ['filter', { as_of: undefined }]])
    const past = await filter({ as_of: '2026-01-05' }, [])
    expect(past.text('[data-note=as-of]')).toContain('2026-01-05')
    const fixed = await filter({ as_of: '2026-01-05' }, [], { today: true })
    expect(fixed.all('[name=as_of], [data-note=as-of]')).toEqual([])
  })

  test('is put back where anything narrows the list', async () => {
    expect((await filter({}, ['q'])).all('.reset')).toEqual([])
    const page = await filter({ overdue: '1' }, ['q', 'overdue'])
    await page.fill('[type=search]', ' 补偿 ')
    await page.fill('[type=checkbox]', '')
    await page.press('.reset')
    expect(page.told).toEqual([['filter', { q: '补偿' }], ['filter', { overdue: undefined }], ['clear']])
  })
})

describe('receivers of notices', () => {
  const hook = (more: object = {}) => ({ name: 'wx', adapter: 'wecom', url: 'https://example.org/hook', account: 'office', has_secret: true, enabled: true, last: null, ...more })
  const last = (more: object) => ({ day: '2026-11-26', attempts: 3, delivered_at: null, given_up_at: null, error: null, status: 502, ...more })
  const list = (webhooks: object[]) => draw(WebhookList, { webhooks }, { hears: ['saved'] })

  test('are none until somebody sets one', async () => {
    expect((await list([])).text('.none')).toBe(zh.security.notices.none)
  })

  test('say what became of the last digest: never, arrived, still tried, given up and why', async () => {
    const said = async (more: object | null): Promise<string> => (await list([hook({ last: more })])).texts('li .muted')[1] ?? ''
    expect(await said(null)).toBe(zh.security.notices.never)
    expect(await said(last({ delivered_at: '2026-11-26T00:01:00Z' }))).toContain('2026-11-26 08:01')
    const [trying, gone] = [await said(last({})), await said(last({ given_up_at: '2026-11-26T05:00:00Z' }))]
    expect([trying === gone, gone.includes('502'), gone.includes('3')]).toEqual([false, true, true])
  })

  test('are switched off with everything else as it was, and never tell their key', async () => {
    it.serve('/api/actions/set-webhook', {})
    const page = await list([hook()])
    expect(page.text('li')).toContain(zh.security.notices.signed)
    await page.press('li .row button:last-child')
    await it.shows(() => page.told).toEqual([['saved']])
    expect(it.writes()).toEqual([['/api/actions/set-webhook', { name: 'wx', adapter: 'wecom', url: 'https://example.org/hook', account: 'office', enabled: false }]])
  })
})
