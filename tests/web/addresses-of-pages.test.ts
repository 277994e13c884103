/** What a page writes into its address, with the router that it has in the browser: links, back and reload rest on it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { createApp, effectScope, nextTick, ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Router } from 'vue-router'
import { useComparison } from '../../web/composables/use-comparison.ts'
import { useUrl } from '../../web/composables/use-url.ts'
import { useWorkUrl } from '../../web/composables/use-work-url.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { defaultView, type View } from '../../web/lib/url-state.ts'
import type { Summary } from '../../web/lib/api-types.ts'

let router: Router
/** addresses in the order in which the reader's back button passes them */
const history: string[] = []

async function at<T>(path: string, use: () => T): Promise<T> {
  router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)', component: {} }] })
  const push = router.push.bind(router)
  router.push = async (to) => {
    history.push(router.currentRoute.value.fullPath)
    return await push(to)
  }
  await push(path)
  const app = createApp({})
  app.use(router)
  return app.runWithContext(() => effectScope().run(use) as T)
}
const settled = async (): Promise<URLSearchParams> => {
  await expect.poll(async () => {
    const before = router.currentRoute.value.fullPath
    await new Promise((resolve) => { setImmediate(resolve) })
    return router.currentRoute.value.fullPath === before
  }).toBe(true)
  return new URLSearchParams(router.currentRoute.value.fullPath.split('?')[1])
}
beforeEach(() => { history.length = 0 })

describe('the map page', () => {
  const map = (query = '') => at(`/map${query}`, useUrl)

  test('keeps what somebody looked at when the filter changes, unless the place does', async () => {
    const url = await map('?v=2&unit=990128001&v.at=104.2,27.6,12')
    url.setFilter({ ...url.filter.value, kind: 'repeat' })
    expect((await settled()).get('v.at')).toBe('104.2,27.6,12')
    url.setFilter({ ...url.filter.value, unit: '990128002' })
    const now = await settled()
    expect([now.get('unit'), now.get('kind'), now.get('v.at')]).toEqual(['990128002', 'repeat', null])
    url.setCamera({ lon: 104, lat: 27, zoom: 9 })
    await settled()
    url.setFilter({ ...url.filter.value, area: ['990128-K01'] })
    expect((await settled()).get('v.at')).toBeNull()
  })

  test('goes back by filters and lists, not by each way of looking', async () => {
    const url = await map('?v=2')
    url.setCamera({ lon: 104, lat: 27, zoom: 9 })
    await settled()
    url.setView({ marks: 'units', table: true })
    await settled()
    expect(history).toEqual([])
    url.setFilter({ kind: 'first' })
    await settled()
    url.openList({ of: 'petitions', patch: { state: ['open'] } })
    await settled()
    expect(history.map((address) => new URLSearchParams(address.split('?')[1]).get('kind'))).toEqual([null, 'first'])
    url.setFilter({ kind: 'repeat' }, 'replace')
    await settled()
    expect(history).toHaveLength(2)
  })

  test('opens the list of a figure narrowed by the page’s own filter, and forgets it when it is closed', async () => {
    const url = await map('?v=2&kind=collective&unit=990128001')
    url.openList({ of: 'petitions', patch: { kind: 'first' } })
    await settled()
    expect(url.listedFilter.value).toEqual({ unit: '990128001', kind: 'collective', also: ['first'] })
    url.closeList()
    await settled()
    expect([url.view.value.list, url.filter.value]).toEqual([null, { unit: '990128001', kind: 'collective' }])
  })

  test('opens a list of the other side of a comparison with the days of that side', async () => {
    const url = await map('?v=2&period=30d')
    url.openList({ of: 'matters', patch: {} }, { from: '2026-09-01', to: '2026-09-30' })
    await settled()
    expect(url.listedFilter.value).toEqual({ from: '2026-09-01', to: '2026-09-30' })
    expect(url.filter.value).toEqual({ period: '30d' })
  })

  test('hands out the same filter while its words are the same', async () => {
    const url = await map('?v=2&kind=first')
    const before = url.filter.value
    url.setView({ table: true })
    await settled()
    expect(url.filter.value).toBe(before)
  })
})

describe('a page of work', () => {
  const work = (query = '') => at(`/problems${query}`, () => useWorkUrl(['response', 'gap'] as const))

  test('has no period unless somebody asks for one: what is owed does not end with a year', async () => {
    const { filter, own } = await work()
    expect([filter.value, own.value]).toEqual([{}, { response: null, gap: null }])
  })

  test('keeps its own words beside the filter, and the filter beside them', async () => {
    const url = await work('?unit=990128001&response=R-1&nonsense=1')
    expect([url.filter.value, url.own.value]).toEqual([{ unit: '990128001' }, { response: 'R-1', gap: null }])
    url.setFilter({ area: ['990128-K01'] })
    await settled()
    url.setOwn({ gap: 'unassigned' })
    await settled()
    expect([url.filter.value, url.own.value]).toEqual([{ unit: '990128001', area: ['990128-K01'] }, { response: 'R-1', gap: 'unassigned' }])
    expect(history).toHaveLength(2)
    url.setOwn({ response: null })
    await settled()
    expect(url.own.value).toEqual({ response: null, gap: 'unassigned' })
    url.clear()
    await settled()
    expect(router.currentRoute.value.fullPath.replace('?', '')).toBe('/problems')
  })
})

describe('the second side of a comparison', () => {
  const days = (from: string | null, to: string | null) => ({ from, to })
  const summary = (previous: unknown, lastYear: unknown) => ref({ previous, last_year: lastYear } as unknown as Summary)
  const compared = (filter: Filter, compare: View['compare'], told: ReturnType<typeof summary> | ReturnType<typeof ref<Summary | null>>) =>
    useComparison(ref(filter), ref({ ...defaultView, compare }), told as Parameters<typeof useComparison>[2])

  test('has the days that the server names, for the period before and for last year', () => {
    const told = summary(days('2026-09-01', '2026-09-30'), days('2025-10-01', '2025-10-31'))
    const filter: Filter = { period: 'month', kind: 'first' }
    expect(compared(filter, { with: 'previous', patch: {} }, told).other.value).toEqual({ kind: 'first', from: '2026-09-01', to: '2026-09-30' })
    expect(compared(filter, { with: 'last_year', patch: {} }, told).other.value).toEqual({ kind: 'first', from: '2025-10-01', to: '2025-10-31' })
    expect(compared(filter, { with: 'none', patch: {} }, told).other.value).toBeNull()
  })

  test('is a filter of one’s own: what it replaces is replaced, the rest stays', () => {
    const own = compared({ period: 'month', kind: 'first', unit: '990128001' }, { with: 'own', patch: { unit: '990128002' } }, ref<Summary | null>(null))
    expect(own.other.value).toEqual({ period: 'month', kind: 'first', unit: '990128002' })
  })

  test('cannot be before a period that has no beginning, and is not known before the figures have come', async () => {
    const waits = ref<Summary | null>(null)
    const { other, impossible } = compared({}, { with: 'previous', patch: {} }, waits)
    expect([other.value, impossible.value]).toEqual([null, false])
    waits.value = { previous: null, last_year: null } as unknown as Summary
    await nextTick()
    expect([other.value, impossible.value]).toEqual([null, true])
  })
})
