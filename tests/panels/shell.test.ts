/** What stands around every page, and what a page says when there is nothing, when it may not, and when something failed. */
import { afterEach, describe, expect, test } from 'vitest'
import { h, ref } from 'vue'
import DoorNumber from '../../web/components/DoorNumber.vue'
import NavBar from '../../web/components/NavBar.vue'
import NoPetitions from '../../web/components/NoPetitions.vue'
import OfflineNote from '../../web/components/OfflineNote.vue'
import PlaceTip from '../../web/components/PlaceTip.vue'
import ProblemNote from '../../web/components/ProblemNote.vue'
import ShareBars from '../../web/components/ShareBars.vue'
import StateBar from '../../web/components/StateBar.vue'
import StateTag from '../../web/components/StateTag.vue'
import StepTrail from '../../web/components/StepTrail.vue'
import TopBar from '../../web/components/TopBar.vue'
import WorkCard from '../../web/components/WorkCard.vue'
import EmptyInstallation from '../../web/panels/EmptyInstallation.vue'
import HelpSheet from '../../web/panels/HelpSheet.vue'
import PageFrame from '../../web/panels/PageFrame.vue'
import TwinTable from '../../web/panels/TwinTable.vue'
import { forgetSession } from '../../web/composables/use-session.ts'
import { useLargeType } from '../../web/composables/use-large-type.ts'
import en from '../../web/i18n/en.ts'
import zh from '../../web/i18n/zh.ts'
import type { Role } from '../../api/contract/roles.ts'
import { ApiProblem } from '../../web/lib/fetch-json.ts'
import { navigationFor } from '../../web/lib/navigation.ts'
import { classes } from '../../web/lib/classes.ts'
import { county } from './county.ts'
import { draw } from './drawn.ts'
import { measured, placeRow } from './rows.ts'

const it = county()

describe('a failure', () => {
  const note = (status: number, body: Record<string, unknown> = {}, locale: 'zh-CN' | 'en' = 'zh-CN') =>
    draw(ProblemNote, { problem: new ApiProblem(status, body) }, { locale, hears: ['again'] })

  test.each([0, 403, 404, 429, 503] as const)('with status %d is said in words of our own, in both languages', async (status) => {
    expect((await note(status, { detail: '内部' })).text('div > span')).toBe(zh.error[status])
    expect((await note(status, { detail: '内部' }, 'en')).text('div > span')).toBe(en.error[status])
  })

  test('else is said in the server’s, with its hint, and is tried again by a press', async () => {
    const page = await note(400, { detail: '日期不对', detail_en: 'bad date', hint: 'from' })
    expect(page.texts('span')).toEqual(['日期不对', 'from'])
    expect((await note(400, { detail: '日期不对', detail_en: 'bad date' }, 'en')).text('span')).toBe('bad date')
    await page.press('button')
    expect([page.told, page.one('.note').getAttribute('role')]).toEqual([[['again']], 'alert'])
  })

  test('of a card stands in the place of its content, and asks only what failed again', async () => {
    const again: string[] = []
    const feed = (name: string, failed: boolean) => ({ error: ref(failed ? new ApiProblem(503, {}) : null), again: () => { again.push(name) } })
    const feeds = [feed('a', false), feed('b', true), feed('c', true)]
    const card = await draw(WorkCard, { title: '走访', fact: '12 户', feeds }, { slots: { default: () => h('p', { id: 'content' }, '内容') } })
    expect([card.all('#content'), card.text('.note span')]).toEqual([[], zh.error[503]])
    await card.press('.note button')
    expect(again).toEqual(['b', 'c'])
    const fine = await draw(WorkCard, { title: '走访', feeds: feeds.slice(0, 1) }, { slots: { default: () => h('p', { id: 'content' }, '内容') } })
    expect([fine.text('#content'), fine.all('.fact')]).toEqual(['内容', []])
  })
})

describe('the frame of a page', () => {
  const frame = async (role: Role, at = '/map', more: object = {}, name = 'map', scope?: object[]) => {
    it.serve('/api/about', { demo: null, has_units: true, durable: true, map: { approval_no: null } })
    it.serve('/api/feeds/notices', { rows: [], unread: 0 })
    await it.signIn(role, scope)
    return await draw(PageFrame, more, { at, name, slots: { default: () => h('p', { id: 'content' }, '内容') } })
  }

  test.each([['sysadmin'], ['secadmin'], ['auditor']] as const)('tells %s why there are no petitions here', async (role) => {
    const page = await frame(role)
    expect([page.all('#content'), page.text('.state h2'), page.text('.state > p')]).toEqual([[], zh.noData.title, zh.noData[role]])
    expect((await frame(role, '/settings', { forAdministrators: true })).all('#content')).toHaveLength(1)
  })

  test.each(['leader', 'office', 'township', 'village', 'group', 'planner', 'wall'] as const)('shows the page to %s', async (role) => {
    expect((await frame(role)).all('#content')).toHaveLength(1)
  })

  test('says nothing of rights to somebody who has just signed out', async () => {
    const page = await frame('office')
    forgetSession()
    await page.set({})
    expect([page.text('main'), page.all('.state')]).toEqual(['', []])
  })

  test.each([['office', '/settings', 'settings'], ['village', '/imports', 'imports']] as const)('does not open to %s what is not theirs: %s', async (role, at, name) => {
    const page = await frame(role, at, {}, name)
    expect([page.all('#content'), page.text('.state h2')]).toEqual([[], zh.noData.closed])
  })

  test('says that no part of the county is assigned yet, once there are units', async () => {
    const page = await frame('planner', '/map', {}, 'map', [])
    await it.shows(() => page.texts('.state > p')).toEqual([zh.noData.scope])
  })
})

describe('nothing here yet', () => {
  test('leads those who may import to the import, and tells others what is to be done', async () => {
    await it.signIn('planner')
    const planner = await draw(EmptyInstallation)
    expect([planner.one('a').getAttribute('href'), planner.text('p')]).toEqual(['/imports', zh.empty.wizard])
    await it.signIn('village')
    const village = await draw(EmptyInstallation)
    expect([village.all('a'), village.texts('code').map((line) => line.split(' ')[4])]).toEqual([[], ['units', 'key-areas', 'petitions']])
  })

  test('offers all times where a period was asked for', async () => {
    const timed = await draw(NoPetitions, { timed: true }, { hears: ['widen'] })
    await timed.press('[data-widen]')
    expect(timed.told).toEqual([['widen']])
    expect((await draw(NoPetitions, { timed: false })).all('button')).toEqual([])
  })

  test('of the network says so for as long as it lasts', async () => {
    const page = await draw(OfflineNote)
    expect(page.all('[role=status]')).toEqual([])
    window.dispatchEvent(new Event('offline'))
    await page.set({})
    expect(page.text('[role=status]')).toBe(zh.app.offline)
    window.dispatchEvent(new Event('online'))
    await page.set({})
    expect(page.all('[role=status]')).toEqual([])
  })
})

describe('the top bar', () => {
  const bar = (more: object = {}, locale: 'zh-CN' | 'en' = 'zh-CN') => draw(TopBar, {
    place: '示例县', name: '信访局', role: '信访局', theme: 'light', demo: true, durable: true, pages: navigationFor('office'), unread: 0, ...more,
  }, { hears: ['theme', 'language', 'signOut'], locale })

  test('says that figures are fictional, and that the database may forget', async () => {
    expect((await bar()).texts('.demo')).toEqual([zh.app.demo])
    expect((await bar({ demo: false, durable: false })).texts('.demo')).toEqual([zh.app.embedded])
    expect((await bar({ demo: false })).all('.demo')).toEqual([])
  })

  test.each([[0, '', zh.notices.title], [7, '7', null], [99, '99', null], [100, '99+', null]])('has %d unread notices: %s', async (unread, text, label) => {
    const bell = (await bar({ unread })).one('.bell')
    expect(bell.textContent?.trim() ?? '').toBe(text)
    expect(bell.getAttribute('aria-label')).toBe(label ?? zh.notices.bellUnread.replace('{n}', String(unread)))
  })

  test('has no bell for accounts without notices', async () => {
    expect((await bar({ unread: null })).all('.bell')).toEqual([])
  })

  test('offers the other theme and the other language, and signs out', async () => {
    const page = await bar()
    const [language, theme] = page.all('.account button')
    expect([language?.getAttribute('lang'), theme?.getAttribute('aria-label')]).toEqual(['en', zh.app.themeDark])
    for (const button of page.all('.account button')) button.click()
    expect(page.told.map(([name]) => name)).toEqual(['language', 'theme', 'signOut'])
    const other = await bar({ theme: 'dark' }, 'en')
    expect([other.all('.account button')[0]?.getAttribute('lang'), other.all('.account button')[1]?.getAttribute('aria-label')]).toEqual(['zh-CN', en.app.themeLight])
  })
})

describe('the bar of pages', () => {
  afterEach(() => { useLargeType().value = false })
  test('marks the page that one is on, also below it', async () => {
    for (const [at, word] of [['/areas/K1', zh.nav.areas], ['/units/990128', zh.nav.areas], ['/response/R-1', zh.nav.response], ['/map', zh.nav.map]] as const) {
      const page = await draw(NavBar, { entries: navigationFor('office') }, { at })
      expect(page.texts('.pages [aria-current=page]')).toEqual([word])
    }
    expect((await draw(NavBar, { entries: navigationFor('office') }, { at: '/notices' })).all('[aria-current=page]')).toEqual([])
  })

  test('makes letters larger on every page until they are made smaller', async () => {
    const page = await draw(NavBar, { entries: navigationFor('office') })
    const button = (): HTMLElement => page.one('.menu button.own')
    expect([button().getAttribute('aria-pressed'), document.documentElement.hasAttribute('data-large')]).toEqual(['false', false])
    button().click()
    await page.set({})
    expect([button().textContent, document.documentElement.hasAttribute('data-large')]).toEqual([zh.mapPage.help.largeOff, true])
    expect(localStorage.getItem('large-type')).toBe('true')
    button().click()
    await page.set({})
    expect(document.documentElement.hasAttribute('data-large')).toBe(false)
  })
})

test('the sheet of help names every key of the map page, and shows around again', async () => {
  const page = await draw(HelpSheet, { large: true }, { hears: ['close', 'large', 'tour'] })
  expect(page.texts('kbd')).toEqual(expect.arrayContaining(['/', 'f', 'l', 't', '?', 'Esc']))
  await page.press('footer [aria-pressed=true]')
  await page.press('[data-tour-again]')
  expect(page.told).toEqual([['large', false], ['close'], ['tour']])
})

describe('parts of a whole', () => {
  const part = (key: string, value: number | null, more: object = {}) =>
    ({ key, name: key, value, share: value === null ? null : value / 40, opens: value !== null, ...more })
  const bars = (parts: object[]) => draw(ShareBars, { parts, unit: '件次' }, { hears: ['open', 'deeper'] })

  test('are as long as they are large, the largest the whole width; what is not told has no length', async () => {
    const page = await bars([part('a', 30), part('b', 15), part('c', null)])
    expect(page.all('.bar span').map(({ style }) => style.width)).toEqual(['100%', '50%', '0%'])
    expect(page.texts('.value')).toEqual(['30', '15', '<5'])
    expect(page.texts('.share')).toEqual(['75.0%', '37.5%', '—'])
  })

  test('lead deeper by their name where there is something deeper, and to their list by their number', async () => {
    const page = await bars([part('a', 30, { deeper: true }), part('b', 10)])
    await page.press('[data-part=a] .name')
    await page.press('[data-part=b] .name')
    await page.press('[data-part=b] .value button')
    expect(page.told).toEqual([['deeper', 'a'], ['open', 'b']])
    expect(page.one('[data-part=b] .name').tagName).toBe('SPAN')
  })

  test('say how they changed where that was asked, a dash where it cannot be said', async () => {
    expect((await bars([part('a', 30, { change: '+4.0%' }), part('b', 3, { change: null }), part('c', 7)])).texts('.change')).toEqual(['+4.0%', '—'])
  })

  test('of states fill their bar, and nothing is drawn of nothing', async () => {
    const bar = await draw(StateBar, { closed: 6, open: 3, overdue: 1 })
    expect(bar.all('rect').map((one) => [one.getAttribute('class'), one.getAttribute('x'), one.getAttribute('width')])).toEqual([['overdue', '0', '10'], ['open', '10', '30'], ['closed', '40', '60']])
    expect((await draw(StateBar, { closed: 0, open: 0, overdue: 0 })).all('rect')).toEqual([])
  })
})

test('a number is a door for those who may open it, with words for those who only hear it', async () => {
  const door = await draw(DoorNumber, { text: '41', opens: true, words: '东村 41，查看清单' }, { hears: ['open'] })
  await door.press('button')
  expect([door.told, door.one('button').getAttribute('aria-label')]).toEqual([[['open']], '东村 41，查看清单'])
  expect((await draw(DoorNumber, { text: '41', opens: false, words: '' })).one('b').textContent).toBe('41')
})

test('a state is its word; late is late whatever it is called', async () => {
  expect((await draw(StateTag, { state: 'done', name: '办结' })).one('.tag').className).toContain('over')
  expect((await draw(StateTag, { state: 'done', name: '办结', late: true })).one('.tag').className).toContain('late')
})

test('steps say which are behind one, which one is at', async () => {
  const steps = ['file', 'check', 'dry', 'run'].map((name) => ({ name, title: name }))
  const page = await draw(StepTrail, { label: '步骤', steps, now: 'dry' })
  expect(page.texts('.n')).toEqual(['✓', '✓', '3', '4'])
  expect(page.texts('[aria-current=step]')).toEqual(['3dry'])
  expect(page.all('.past')).toHaveLength(2)
})

describe('what the pointer is over', () => {
  test('is told in four numbers with its kind, and none that a small number would make misleading', async () => {
    const page = await draw(PlaceTip, { row: placeRow('a', { name: '澄川新城', kindName: '征地拆迁区', petitions: null, matters: 4 }) })
    expect(page.text('.kind')).toBe('· 征地拆迁区')
    expect(page.texts('dd')).toEqual(['<5', '6', '2', '—'])
    expect((await draw(PlaceTip, { row: placeRow('a') })).texts('dd')).toEqual(['40', '6', '2', '50.0'])
  })

  test('has the state of its response by level, with what each owes', async () => {
    const cells = ['county', 'township', 'village', 'group'].map((level, i) => ({ level, state_name: '办理中', state_name_en: 'Acting', gaps: i === 2 ? 3 : 0 }))
    const page = await draw(PlaceTip, { row: placeRow('a', { response: { state_name: '化解中', state_name_en: 'Resolving', gaps: 3, cells } as never }) })
    expect(page.texts('.response li')).toEqual(['县级 办理中', '乡镇级 办理中', '村级 办理中 · 缺口 3', '组级 办理中'])
    expect((await draw(PlaceTip, { row: placeRow('a', { response: null }) })).all('.response')).toEqual([])
  })
})

describe('the map as a table', () => {
  const rows = [placeRow('a', { overdue: 0, open: 1 }), placeRow('b', { overdue: 4 }), placeRow('c', { overdue: 0, open: 0 }), placeRow('d', { overdue: null, open: null, petitions: null })]
  const tint = { measure: 'household_rate' as const, by: 'unit' as const, median: null, classes: classes([20, 62.5]), rows: [
    measured('a', 20, { numerator: 12, denominator: 600 }), measured('b', 62.5, { numerator: 30, denominator: 480 }),
    measured('c', null, { denominator: 3, numerator: 1 }), measured('d', null, { denominator: null }),
  ] }
  const table = (more: object) => draw(TwinTable, { rows, show: 'petitions', tint: null, ...more }, { hears: ['pick', 'close'] })

  test('has the places of the map in the order of need, with the number that their bubbles stand for', async () => {
    const page = await table({})
    expect(page.texts('tbody th')).toEqual(['b镇', 'a镇', 'c镇', 'd镇'])
    expect(page.texts('tbody td:nth-child(2)')).toEqual(['40', '40', '40', '<5'])
    expect((await table({ show: 'repeats' })).text('tbody td:nth-child(2)')).toBe('8')
    expect(page.texts('thead th')).not.toContain(zh.mapPage.table.class)
  })

  test('has numerator, denominator and class of a rate, and tells small from unknown', async () => {
    const page = await table({ show: 'household_rate', tint })
    const line = (n: number): string[] => page.texts(`tbody tr:nth-child(${n}) td`).slice(0, 4)
    expect([line(1), line(2)]).toEqual([['62.5', '30', '480', '≥ 60'], ['20.0', '12', '600', '20 – 40']])
    expect([line(3)[0], line(3)[3]]).toEqual(['<5', zh.mapPage.legend.small])
    expect([line(4)[0], line(4)[2], line(4)[3]]).toEqual(['—', '—', zh.legend.noData])
  })

  test('says that all are equal where they are, as the legend does', async () => {
    const equal = { ...tint, classes: classes([20, 20]), rows: tint.rows.slice(0, 1) }
    expect((await table({ show: 'household_rate', tint: equal, rows: rows.slice(0, 1) })).texts('tbody td')[3]).toBe('全部相同：20.0')
  })

  test('leads to a place and is put away', async () => {
    const page = await table({})
    await page.press('tbody tr:nth-child(2) button')
    await page.press('header button')
    expect([(page.told[0]?.[1] as { code: string }).code, page.told[1]]).toEqual(['a', ['close']])
  })
})
