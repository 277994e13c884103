/** One matter, two that may be one, and who petitions: what a person needs to judge by, and no more than was asked for. */
import { describe, expect, test } from 'vitest'
import AlarmList from '../../web/panels/AlarmList.vue'
import AreaCheckPanel from '../../web/panels/AreaCheckPanel.vue'
import NoticeEvents from '../../web/panels/NoticeEvents.vue'
import NoticeSettings from '../../web/panels/NoticeSettings.vue'
import GroupCard from '../../web/panels/same/GroupCard.vue'
import PairParts from '../../web/panels/same/PairParts.vue'
import PairSides from '../../web/panels/same/PairSides.vue'
import ClockCard from '../../web/panels/work/matter/ClockCard.vue'
import RevealIdentity from '../../web/panels/work/matter/RevealIdentity.vue'
import zh from '../../web/i18n/zh.ts'
import { ref, shallowRef } from 'vue'
import { county } from './county.ts'
import { draw } from './drawn.ts'

const it = county()
const send = (page: { one: (selector: string) => HTMLElement }): void => { page.one('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })) }

describe('two matters side by side', () => {
  const side = (more: object) => ({
    matter_no: 'M1', title: '征地补偿少算一亩', text: null, place_text: '东村', unit_name: '东村', area_name: null, category_name: '征地', category_name_en: 'Land', received_on: '2026-01-05', last_on: '2026-03-01',
    petitions: 2, people: 5, channels: [{ name: '来访', name_en: 'Visit', n: 2 }], department_name: null, state_name: '办理中', state_name_en: 'In hand', overdue: false, ...more,
  })
  const pair = { pair_id: 1, version: 1, score: 82, parts: [{ part: 'place', zh: '同一村', en: 'same village', points: 30 }, { part: 'days', zh: '相隔久', en: 'far apart', points: -8 }, { part: 'words', zh: '用词', en: 'words', points: 0 }],
    elder: side({}), younger: side({ matter_no: 'M2', title: '征地补偿少算两亩', received_on: '2026-02-05', overdue: true }) }

  test('have what differs marked and what agrees not, character by character in what people wrote', async () => {
    const page = await draw(PairSides, { pair })
    const marked = (line: string): string[] => page.texts(`[data-line=${line}] mark`)
    expect([marked('title'), marked('received'), marked('place_text'), marked('category')]).toEqual([['一', '两'], ['2026-01-05', '2026-02-05'], [], []])
    expect(marked('state')).toEqual(['办理中', `办理中 · ${zh.list.overdue}`])
  })

  test('say a dash for what neither knows, and speak of the clerk’s words as Chinese', async () => {
    const page = await draw(PairSides, { pair }, { locale: 'en' })
    expect(page.texts('[data-line=text] td')).toEqual(['—', '—'])
    expect(page.texts('[data-line=category] td')).toEqual(['Land', 'Land'])
    expect([page.one('[data-line=title] td').getAttribute('lang'), page.one('[data-line=category] td').getAttribute('lang')]).toEqual(['zh-CN', null])
    expect(page.all('thead a').map((one) => one.getAttribute('href'))).toEqual(['/matters/M1', '/matters/M2'])
  })

  test('have their score in parts, those against it with a minus', async () => {
    const page = await draw(PairParts, { pair, threshold: 60 })
    expect(page.texts('.points')).toEqual(['+30', '−8', '0'])
    expect(page.all('.against').map(({ dataset }) => dataset['part'])).toEqual(['days'])
    expect(page.text('h2')).toBe('相似程度 82 分 满分 100，达到 60 分才列出')
    expect((await draw(PairParts, { pair, threshold: 60 }, { locale: 'en' })).text('[data-part=place]')).toContain('same village')
  })
})

describe('matters that hang together', () => {
  const matter = (no: string) => ({ matter_no: no, title: no, received_on: '2026-01-05', unit_name: '东村', petitions: 1 })
  const link = (pair_id: number, elder: number, younger: number) => ({ pair_id, version: 1, elder, younger })
  // M0 - M1 - M2 - M3: whoever takes M1 out leaves M0 alone and M2, M3 together
  const group = { matters: ['M0', 'M1', 'M2', 'M3'].map(matter), pairs: [link(1, 0, 1), link(2, 1, 2), link(3, 2, 3)] }
  const card = () => draw(GroupCard, { group, busy: false }, { hears: ['decide'] })
  const ids = (page: Awaited<ReturnType<typeof card>>): unknown => (page.told.at(-1)?.[1] as { pair_id: number }[]).map(({ pair_id: id }) => id)

  test('are decided at once, all of them', async () => {
    const page = await card()
    await page.press('[data-group=same]')
    expect([ids(page), page.told[0]?.[2], page.text('[data-group=same]')]).toEqual([[1, 2, 3], 'same', '所选 4 件都是同一事项'])
    await page.press('[data-group=later]')
    expect(page.told.at(-1)?.[2]).toBe('later')
  })

  test('without the one that linked them are told apart: who stands alone, and which are still one', async () => {
    const page = await card()
    await page.press('[data-matter=M1]')
    expect(page.texts('[data-part]')).toEqual([zh.same.group.alone])
    await page.press('[data-group=same]')
    expect([ids(page), page.text('[data-group=same]')]).toEqual([[3], '所选 2 件都是同一事项'])
    await page.press('[data-matter=M1]')
    expect(page.all('[data-part]')).toEqual([])
  })

  test('that fall into parts are decided part by part, and differ all at once', async () => {
    const five = { matters: ['M0', 'M1', 'M2', 'M3', 'M4'].map(matter), pairs: [link(1, 0, 1), link(2, 1, 2), link(3, 2, 3), link(4, 3, 4)] }
    const page = await draw(GroupCard, { group: five, busy: false }, { hears: ['decide'] })
    await page.press('[data-matter=M2]')
    expect(page.texts('[data-group=same]')).toEqual(['第 1 组 2 件是同一事项', '第 2 组 2 件是同一事项'])
    expect(page.text('[role=status]')).toBe('去掉之后，其余分成互不相连的 2 组，请逐组判定')
    page.all('[data-group=same]')[1]?.click()
    expect(ids(page)).toEqual([4])
    await page.press('[data-group=different]')
    expect(ids(page)).toEqual([1, 4])
  })

  test('are none where nothing links those that are left', async () => {
    const page = await card()
    for (const no of ['M1', 'M2']) await page.press(`[data-matter=${no}]`)
    expect(page.all('.acts button').map((one) => (one as HTMLButtonElement).disabled)).toEqual([true, true, true])
  })
})

describe('who petitions', () => {
  const opened = async () => {
    const page = await draw(RevealIdentity, { petition: 'P-1' })
    await page.press('[data-action=reveal]')
    return page
  }
  const may = (page: Awaited<ReturnType<typeof opened>>): boolean => !(page.one('button[type=submit]') as HTMLButtonElement).disabled

  test('is asked for only with a reason of five characters and the password, both each time', async () => {
    const page = await opened()
    expect(may(page)).toBe(false)
    await page.fill('textarea', '核实地址')
    await page.fill('input', 'Demo-2026!')
    expect(may(page)).toBe(false)
    await page.fill('textarea', '  核实地址  ')
    expect(may(page)).toBe(false)
    await page.fill('textarea', '联系核实地址')
    expect(may(page)).toBe(true)
    await page.fill('input', '')
    expect([may(page), it.writes()]).toEqual([false, []])
  })

  test('is told as far as it is known, and gone with the dialog', async () => {
    it.serve('/api/actions/reveal', { petitioners: [{ name: '某甲', phone: '139', id_number: null, home: null }] })
    const page = await opened()
    await page.fill('textarea', ' 联系核实地址 ')
    await page.fill('input', 'Demo-2026!')
    send(page)
    await it.shows(() => page.texts('[data-identity] dd')).toEqual(['某甲', '139'])
    expect(it.writes()).toEqual([['/api/actions/reveal', { petition_no: 'P-1', reason: '联系核实地址', password: 'Demo-2026!' }]])
    await page.press('dialog header button')
    await page.press('[data-action=reveal]')
    expect([page.all('[data-identity]'), (page.one('textarea') as HTMLTextAreaElement).value, (page.one('input') as HTMLInputElement).value]).toEqual([[], '', ''])
  })

  test('stays untold where the password was wrong, which must be typed anew, and where nobody wrote it down', async () => {
    it.serve('/api/actions/reveal', { detail: '密码不正确' }, 403)
    const page = await opened()
    await page.fill('textarea', '联系核实地址')
    await page.fill('input', 'wrong')
    send(page)
    await it.shows(() => page.text('.problem')).toBe('密码不正确')
    expect([(page.one('input') as HTMLInputElement).value, (page.one('textarea') as HTMLTextAreaElement).value]).toEqual(['', '联系核实地址'])
    it.serve('/api/actions/reveal', {}, 404)
    await page.fill('input', 'Demo-2026!')
    send(page)
    await it.shows(() => page.text('.problem')).toBe(zh.security.reveal.unknown)
  })
})

describe('a clock of a matter', () => {
  const clock = (more: object = {}) => ({ clock: 'C5', name: '办理', name_en: 'Handling', article: '第三十四条', state: 'running', state_name: '计时', state_name_en: 'Running', due_on: '2026-12-04', met_on: null, rung: null, derivation: [{ step: 1, kind: 'start', zh: '受理', en: 'accepted', date: '2026-10-05' }], ...more })
  const card = async (more: object = {}, pauses: object[] = [], locale: 'zh-CN' | 'en' = 'zh-CN') => {
    await it.signIn('office')
    return await draw(ClockCard, { clock: clock(more), pauses, matterNo: 'M1', version: 1, asOf: '2026-11-27' }, { locale })
  }

  test('counts the days while it runs, and not any more when it was met or stopped', async () => {
    expect((await card()).text('.facts')).toContain('还有 7 天')
    expect((await card({ due_on: '2026-11-20' })).texts('.behind')).toEqual(['超期 7 天'])
    for (const over of [{ met_on: '2026-11-02' }, { state: 'met' }, { state: 'stopped' }, { state: 'over' }]) expect((await card({ due_on: '2026-11-20', ...over })).text('.facts')).not.toContain('超期')
  })

  test('can be paused where the law lets it be, extended where it is the handling', async () => {
    const acts = async (name: string): Promise<(string | undefined)[]> => (await card({ clock: name })).all('[data-action]').map(({ dataset }) => dataset['action'])
    expect([await acts('C5'), await acts('C6D'), await acts('C2')]).toEqual([['pause-clock', 'extend-matter'], ['pause-clock'], []])
  })

  test('says how its date came about, and names the article to readers of English too', async () => {
    expect((await card()).texts('tbody td')).toEqual(['受理', '2026-10-05'])
    const page = await card({}, [], 'en')
    expect([page.text('.fact'), page.texts('tbody td')[0]]).toEqual(['Art. 34', 'accepted'])
  })

  test('can go on from a pause that has not ended', async () => {
    const pause = (more: object) => ({ pause_id: 1, from_on: '2026-11-01', until_on: '2026-12-01', ended_on: null, reason: '鉴定', ...more })
    const resumes = async (more: object): Promise<number> => (await card({}, [pause(more)])).all('[data-action=resume-clock]').length
    expect([await resumes({}), await resumes({ ended_on: '2026-11-09' }), await resumes({ until_on: '2026-11-26' }), await resumes({ until_on: '2026-11-27' })]).toEqual([1, 0, 0, 1])
  })
})

describe('the weekly alarm', () => {
  const alarm = (rank: number, more: object = {}) => ({ properties: {
    rank, id: rank, version: 1, level: 'signal', name: '东村', village: '990128001201', from: '2026-11-01', to: '2026-11-22', observed: 12, expected: 3.04, relative_risk: 4.1, radius_m: 2_000, hexagons: ['h1_1_1'],
    recurrence_zh: '平均 800 天才会偶然出现一次', recurrence_en: 'once in 800 days by chance', state: null, due_on: null, answers: [], ...more,
  } })
  const list = (features: object[], more: object = {}) => {
    const run = { week_ends_on: '2026-11-22', weeks: 8, signal_days: 365, watch_days: 100, on_demand: false, made_at: '2026-11-23T01:00:00Z', matters: 610, replications: 999 }
    const alarms = { data: shallowRef({ run, features }), error: ref(null), again: () => undefined, busy: ref(false) }
    return draw(AlarmList, { alarms, chosen: null, rows: true, mayRun: false, ...more }, { hears: ['choose', 'list'] })
  }

  test('says what was found, against what was to be expected, and opens the first petitions of it', async () => {
    const page = await list([alarm(1), alarm(2, { level: 'none' })])
    expect(page.all('[data-alarm]')).toHaveLength(1)
    expect(page.text('[data-alarm]')).toContain('3.0')
    await page.press('[data-alarm] .door')
    expect(page.told).toEqual([['list', { hexagon: ['h1_1_1'], from: '2026-11-01', to: '2026-11-22', kind: 'first' }]])
    expect((await list([alarm(1)], { rows: false })).all('.door')).toEqual([])
  })

  test('of a quiet week names the nearest to one', async () => {
    const page = await list([alarm(1, { level: 'none' })])
    expect([page.all('[data-alarm]'), page.text('.line small').includes('东村')]).toEqual([[], true])
    expect((await list([])).all('.line small')).toEqual([])
  })

  test('that was answered asks for nothing any more', async () => {
    const state = { state: 'explained', state_name: '已查明', state_name_en: 'Explained', due_on: '2026-12-01' }
    expect((await list([alarm(1, state)])).text('.state')).toBe('已查明')
    expect((await list([alarm(1, { ...state, state: 'assigned' })])).text('.state')).toContain('2026-12-01')
    expect((await list([alarm(1, state)])).all('.answered')).toHaveLength(1)
  })
})

describe('notices', () => {
  const notices = (preference: object = {}) => ({
    unread: 0, hours: { digest_at: '08:00', quiet_from: '20:00', quiet_until: '07:00' }, preference: { enabled: true, digest_at: '08:00', kinds: ['overdue'], ...preference },
    kinds: [{ kind: 'overdue', name: '超期', name_en: 'Overdue' }, { kind: 'gaps', name: '缺口', name_en: 'Gaps' }], rows: [],
  })
  const settings = (preference: object = {}) => draw(NoticeSettings, { notices: notices(preference) })
  const ticked = (page: Awaited<ReturnType<typeof settings>>): boolean[] => page.all('fieldset input').map((one) => (one as HTMLInputElement).checked)

  test('come when and of what one says, and are told to come later where nobody is told anything at that hour', async () => {
    it.serve('/api/actions/set-notice-preference', {})
    const page = await settings()
    expect([ticked(page), page.all('[role=status]')]).toEqual([[true, false], []])
    await page.fill('[name=digest_at]', '21:30')
    expect(page.text('[role=status]')).toContain('07:00')
    await page.press('fieldset label:nth-of-type(2) input')
    send(page)
    await it.shows(() => page.texts('.foot [role=status]')).toEqual([zh.notices.saved])
    expect(it.writes()).toEqual([['/api/actions/set-notice-preference', { enabled: true, digest_at: '21:30', kinds: ['overdue', 'gaps'] }]])
    await page.fill('[name=digest_at]', '09:00')
    expect(page.all('.foot [role=status]')).toEqual([])
  })

  test('show what another window saved, and keep what is being typed from a mere reading', async () => {
    const page = await settings()
    await page.fill('[name=digest_at]', '09:30')
    await page.set({ notices: notices() })
    expect((page.one('[name=digest_at]') as HTMLInputElement).value).toBe('09:30')
    await page.set({ notices: notices({ digest_at: '06:00', kinds: [] }) })
    expect([(page.one('[name=digest_at]') as HTMLInputElement).value, ticked(page)]).toEqual(['06:00', [false, false]])
  })

  test('open what they counted, and say how much of it is no longer one’s own to see', async () => {
    it.serve('/api/feeds/notice-events', { total: 3, told: 5, rows: [
      { area_code: 'K1', area_name: '澄川新城', unit_code: null, unit_name: null, n: 2, last_at: '2026-11-26T16:30:00Z' }, { area_code: null, area_name: null, unit_code: null, unit_name: null, n: 1, last_at: '2026-11-26T02:00:00Z' },
    ] })
    const page = await draw(NoticeEvents, { notice: 7, kind: 'problem_changed', title: '问题', lead: '' })
    await it.shows(() => page.all('li').length).toBe(2)
    expect(it.asked()).toEqual(['/api/feeds/notice-events?notice_id=7&kind=problem_changed'])
    expect(page.texts('li')).toEqual([expect.stringContaining('2026-11-27 00:30'), expect.stringContaining(zh.notices.county)])
    expect([page.text('[data-total]').startsWith('3'), page.text('.muted').includes('2'), page.one('p a').getAttribute('href')]).toEqual([true, true, '/problems'])
  })
})

describe('the check of a border', () => {
  const check = (more: object = {}) => ({
    valid: true, problem: null, square_metres: 1_204_000, covered: 1,
    gains: { matters: 0, petitions: 0 }, losses: { matters: 0, petitions: 0 }, from_areas: [], overlaps: [], units: [], ...more,
  })
  const panel = (more: object = {}, may = true) => draw(AreaCheckPanel, { check: check(more), busy: false, may }, { hears: ['repair', 'subtract'] })

  test('says how large it is, and that no petition moves where none does', async () => {
    const text = (await panel()).text()
    for (const part of ['120.40', '1,806', zh.areaEdit.check.same]) expect(text).toContain(part)
    const moved = await panel({ gains: { matters: 3, petitions: 4 } })
    expect([moved.all('[data-move]').map(({ dataset }) => dataset['move']), moved.text().includes(zh.areaEdit.check.same)]).toEqual([['gains'], false])
  })

  test('warns of a border that leaves the county, not of a rounding', async () => {
    expect((await panel({ covered: 0.9 })).text('.warn')).toContain('10.0%')
    expect((await panel({ covered: 0.9996 })).all('.warn')).toEqual([])
  })

  test('offers to mend what is not valid and to leave out what is another area’s, to those who may', async () => {
    const broken = await panel({ valid: false, problem: 'Self-intersection[104.1 27.7]' })
    expect(broken.text('[role=alert]')).not.toContain('Self-intersection')
    await broken.press('[role=alert] button')
    const over = await panel({ overlaps: [{ code: 'K2', name: '工业园', share: 0.25 }] })
    await over.press('ul button')
    expect([broken.told, over.told, over.text('ul b')]).toEqual([[['repair']], [['subtract', 'K2']], '25.0%'])
    expect((await panel({ valid: false, problem: 'x' }, false)).all('button')).toEqual([])
  })
})
