/** Pages that are steered by several hands at once: the address of the hot spots, the border of an area, the width of a screen, the title of a tab. */
import { afterEach, describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Polygon } from 'geojson'
import { useAreaEdit } from '../../web/composables/use-area-edit.ts'
import { useHotspots } from '../../web/composables/use-hotspots.ts'
import { usePageTitle, useSubject } from '../../web/composables/use-page-title.ts'
import { usePrint } from '../../web/composables/use-print.ts'
import { useScreen } from '../../web/composables/use-screen.ts'
import zh from '../../web/i18n/zh.ts'
import type { AreaCollection } from '../../web/lib/api-types.ts'
import { county } from './county.ts'
import { within } from './within.ts'

const it = county()

describe('the page of hot spots', () => {
  const at = async (path: string) => {
    const page = await within(() => ({ hotspots: useHotspots(), route: useRoute(), router: useRouter() }), { at: path, path: '/hotspots/:by?/:measure?/:colour?' })
    const turned = async (next: Parameters<typeof page.hotspots.turnTo>[0]): Promise<string> => {
      const before = page.route.fullPath
      page.hotspots.turnTo(next)
      await expect.poll(() => page.route.fullPath, { timeout: 20_000 }).not.toBe(before)
      return page.route.path
    }
    return { ...page, turned }
  }

  test('begins with the frequency by hexagon, in the colours of the test', async () => {
    const { hotspots } = await at('/hotspots')
    expect([hotspots.by.value, hotspots.measure.value, hotspots.colouring.value]).toEqual(['hexagon', 'frequency', 'level'])
  })

  test('knows no rate of hexagons, whatever a link says', async () => {
    expect((await at('/hotspots/hexagon/rate')).hotspots.measure.value).toBe('frequency')
    expect((await at('/hotspots/unit/rate')).hotspots.measure.value).toBe('rate')
  })

  test.each([
    ['the rate', '/hotspots/hexagon/frequency/level', { measure: 'rate' }, '/hotspots/unit/rate/level', 'goes to villages, which have households'],
    ['hexagons', '/hotspots/unit/rate/level', { by: 'hexagon' }, '/hotspots/hexagon/frequency/level', 'goes back to the frequency'],
    ['the smoothed share', '/hotspots/unit/frequency/level', { colour: 'smoothed' }, '/hotspots/unit/repeat/smoothed', 'asks about repeats'],
    ['another measure', '/hotspots/unit/repeat/smoothed', { measure: 'frequency' }, '/hotspots/unit/frequency/level', 'leaves the smoothed share'],
    ['heat', '/hotspots/area/repeat/level', { colour: 'heat' }, '/hotspots/hexagon/repeat/heat', 'goes to the grid and keeps the measure'],
    ['heat of a rate', '/hotspots/unit/rate/level', { colour: 'heat' }, '/hotspots/hexagon/frequency/heat', 'goes to the grid and its frequency'],
    ['villages', '/hotspots/hexagon/frequency/heat', { by: 'unit' }, '/hotspots/unit/frequency/level', 'leaves heat'],
    ['the course', '/hotspots/area/frequency/level', { colour: 'emerging' }, '/hotspots/area/frequency/emerging', 'keeps everything else'],
  ] as const)('when %s is chosen at %s (%j) is at %s: it %s', async (_what, from, next, to, _why) => {
    expect(await (await at(from)).turned(next)).toBe(to)
  })

  test('takes the filter along', async () => {
    const { turned, route } = await at('/hotspots/hexagon/frequency/level?v=2&period=30d&kind=first')
    await turned({ by: 'unit' })
    expect(route.query).toMatchObject({ period: '30d', kind: 'first' })
  })

  test('opens the list of an alarm with nothing of the filter but its days, for the alarm counts the whole county', async () => {
    const { hotspots, route } = await at('/hotspots/unit/frequency/level?v=2&period=30d&kind=first&unit=990128001')
    hotspots.openAlarmList({ hexagon: ['h1_1_1'], from: '2026-11-01', to: '2026-11-22', kind: 'first' })
    await expect.poll(() => route.query['v.list'], { timeout: 20_000 }).toBe('matters')
    expect(route.query).toMatchObject({ period: '30d', 'l.kind': 'first', 'l.from': '2026-11-01', 'l.hexagon': ['h1_1_1'] })
    expect([route.query['unit'], route.query['kind']]).toEqual([undefined, undefined])
  })

  test('opens the list of a number as part of its address, with the band of repeats where one was pressed', async () => {
    const { hotspots, route } = await at('/hotspots/unit/frequency/level?v=2&period=30d')
    hotspots.openList({ of: 'matters', patch: { overdue: '1' }, band: '6-10' })
    await expect.poll(() => route.query['band'], { timeout: 20_000 }).toBe('6-10')
    expect([hotspots.band.value, route.query['l.overdue']]).toEqual(['6-10', '1'])
  })
})

describe('the border of an area', () => {
  const square = (lon: number): Polygon => ({ type: 'Polygon', coordinates: [[[lon, 27], [lon + 1, 27], [lon + 1, 28], [lon, 28], [lon, 27]]] })
  const area = (more: object = {}) => ({
    type: 'Feature', id: 'K1', geometry: square(104), properties: { code: 'K1', name: '澄川新城', kind: 'land_requisition', household_count: 526, ...more },
  }) as unknown as AreaCollection['features'][number]
  const check = {
    valid: true, problem: null, square_metres: 1, covered: 1,
    gains: { matters: 0, petitions: 0 }, losses: { matters: 0, petitions: 0 }, from_areas: [], overlaps: [], units: [],
  }
  const edited = async () => {
    it.serve('/api/area-checks', check)
    const saved: string[] = []
    const edit = await within(() => useAreaEdit(() => { saved.push('saved') }))
    return { edit, saved }
  }
  /** what was written to one address: a border of another test may still be checked a moment later */
  const sent = (to: string) => it.writes().filter(([url]) => url === to).map(([, body]) => body as Record<string, unknown>)
  const lons = (parts: readonly Polygon[]): (number | undefined)[] => parts.map(({ coordinates }) => coordinates[0]?.[0]?.[0])

  test('is taken up in its parts with what is known of it', async () => {
    const { edit } = await edited()
    edit.open({ ...area(), geometry: { type: 'MultiPolygon', coordinates: [square(104).coordinates, square(106).coordinates] } })
    expect([lons(edit.parts.value), edit.known.value, edit.undoable.value]).toEqual([[104, 106], 'K1', false])
    expect(edit.form.value).toMatchObject({ code: 'K1', name: '澄川新城', households: '526', correction: false })
    edit.open(area({ household_count: null }))
    expect(edit.form.value.households).toBe('')
  })

  test('goes back step by step, at most fifty', async () => {
    const { edit } = await edited()
    edit.open(null)
    for (let lon = 0; lon < 55; lon += 1) edit.set([square(lon)])
    let steps = 0
    for (; edit.undoable.value; steps += 1) edit.undo()
    expect([steps, lons(edit.parts.value)]).toEqual([50, [4]])
    edit.undo()
    expect(lons(edit.parts.value)).toEqual([4])
  })

  test('is made one with a further part, and is that part where there was none', async () => {
    const { edit } = await edited()
    edit.open(null)
    await edit.add(square(104))
    expect([lons(edit.parts.value), sent('/api/area-shapes')]).toEqual([[104], []])
    it.serve('/api/area-shapes', { parts: [square(104), { type: 'MultiPolygon', coordinates: [square(106).coordinates] }] })
    await edit.add(square(106))
    expect(lons(edit.parts.value)).toEqual([104, 106])
    expect(sent('/api/area-shapes')).toEqual([{ op: 'union', geometry: square(104), with: square(106) }])
  })

  test('cut in two waits for a choice; what is left over becomes an area of its own, told from which it was split', async () => {
    const { edit, saved } = await edited()
    edit.open(area())
    it.serve('/api/area-shapes', { parts: [square(104), square(105)] })
    await edit.split({ type: 'LineString', coordinates: [[105, 26], [105, 29]] })
    expect([lons(edit.choices.value ?? []), lons(edit.parts.value)]).toEqual([[104, 105], [104]])
    edit.keep((edit.choices.value ?? []).slice(0, 1))
    expect([edit.choices.value, lons(edit.rest.value)]).toEqual([null, [105]])
    it.serve('/api/actions/save-key-area', {})
    await edit.save()
    expect([edit.saved.value, saved]).toEqual([true, ['saved']])
    edit.openRest()
    expect([lons(edit.parts.value), edit.known.value, edit.form.value.code, edit.form.value.kind, edit.undoable.value]).toEqual([[105], null, '', 'land_requisition', false])
    Object.assign(edit.form.value, { code: 'K9', name: '余地' })
    await edit.save()
    expect(sent('/api/actions/save-key-area')).toMatchObject([{ code: 'K1' }, { code: 'K9', split_from: 'K1' }])
  })

  test('that a line does not cut stays whole', async () => {
    const { edit } = await edited()
    edit.open(area())
    it.serve('/api/area-shapes', { parts: [square(104)] })
    await edit.split({ type: 'LineString', coordinates: [[1, 1], [2, 2]] })
    expect(edit.choices.value).toBeNull()
  })

  test('is saved from its day on, a correction without one, households only where they are known', async () => {
    const { edit } = await edited()
    it.serve('/api/actions/save-key-area', {})
    edit.open(area())
    edit.form.value.from = '2026-12-01'
    await edit.save()
    Object.assign(edit.form.value, { correction: true, households: '' })
    await edit.save()
    const [first, second] = sent('/api/actions/save-key-area')
    expect([first?.['valid_from'], first?.['household_count']]).toEqual(['2026-12-01', 526])
    expect([Object.keys(second ?? {}).includes('valid_from'), Object.keys(second ?? {}).includes('household_count')]).toEqual([false, false])
  })

  test('that is refused is not saved, and says why', async () => {
    const { edit, saved } = await edited()
    edit.open(area())
    it.serve('/api/actions/save-key-area', { detail: '代码已被使用' }, 409)
    await edit.save()
    expect([edit.saved.value, saved, edit.problem.value?.message, edit.busy.value]).toEqual([false, [], '代码已被使用', null])
  })

  test('stays being saved while it is checked, so that nobody saves it twice', async () => {
    const { edit } = await edited()
    edit.open(area({ code: 'K8' }))
    let arrives: (answer: object) => void = () => undefined
    it.serve('/api/actions/save-key-area', new Promise((resolve) => { arrives = resolve }))
    const saving = edit.save()
    await it.shows(() => edit.check.value?.valid).toBe(true)
    expect(edit.busy.value).toBe('saving')
    arrives({})
    await saving
    expect([edit.busy.value, edit.saved.value]).toEqual([null, true])
  })

  test('is checked as it stands, and nothing is said of one that is gone', async () => {
    const { edit } = await edited()
    edit.open(area({ code: 'K7' }))
    await it.shows(() => edit.check.value?.valid).toBe(true)
    expect(sent('/api/area-checks').filter(({ code }) => code === 'K7')).toEqual([{ geometry: square(104), code: 'K7' }])
    edit.open(null)
    expect(edit.check.value).toBeNull()
    await it.shows(() => edit.busy.value).toBeNull()
  })
})

describe('the width of a screen', () => {
  afterEach(() => { Object.assign(window, { innerWidth: 1024, innerHeight: 768 }) })
  test.each([
    [390, 844, { phone: true, roomy: false, wide: false, ultra: false }], [720, 900, { phone: true }], [721, 900, { phone: false }],
    [1_300, 900, { roomy: false, wide: false }], [1_301, 900, { wide: true, roomy: false }], [1_440, 900, { wide: true, roomy: true }],
    [1_920, 1_080, { roomy: true, wide: true, ultra: false }], [3_840, 1_080, { ultra: true }], [1_900, 760, { ultra: false }],
  ])('%d by %d', async (innerWidth, innerHeight, expected) => {
    Object.assign(window, { innerWidth, innerHeight })
    document.documentElement.style.fontSize = '16px'
    const { phone, roomy, wide, ultra, scale } = await within(useScreen)
    expect({ phone: phone.value, roomy: roomy.value, wide: wide.value, ultra: ultra.value }).toMatchObject(expected)
    expect(scale.value).toBe(1)
  })
})

test('a page is printed light, and as it was before afterwards', async () => {
  await within(usePrint)
  const { dataset } = document.documentElement
  dataset['theme'] = 'dark'
  window.dispatchEvent(new Event('beforeprint'))
  expect(dataset['theme']).toBe('light')
  window.dispatchEvent(new Event('afterprint'))
  expect(dataset['theme']).toBe('dark')
})

test('the tab says what the page is about, which page it is, and the program', async () => {
  await within(usePageTitle, { at: '/areas/K1', name: 'place' })
  await nextTick()
  expect(document.title).toBe(`${zh.nav.areas} · ${zh.app.title}`)
  await within(() => { useSubject(() => '澄川新城') })
  await nextTick()
  expect(document.title).toBe(`澄川新城 · ${zh.nav.areas} · ${zh.app.title}`)
})
