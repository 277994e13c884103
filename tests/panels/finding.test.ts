/** Finding the way: to a unit from a link, to a place by its name, to what petitions are about, and around the page itself. */
import { describe, expect, test } from 'vitest'
import { ref } from 'vue'
import SearchBox from '../../web/panels/SearchBox.vue'
import CategoryCard from '../../web/panels/dossier/CategoryCard.vue'
import { useSession } from '../../web/composables/use-session.ts'
import { useTour } from '../../web/composables/use-tour.ts'
import { useUnits } from '../../web/composables/use-units.ts'
import zh from '../../web/i18n/zh.ts'
import type { Filter } from '../../api/contract/filter.ts'
import { county } from './county.ts'
import { draw } from './drawn.ts'
import { within } from './within.ts'

const it = county()

describe('the way to a unit', () => {
  const unit = (code: string, level: string, parent_code: string) => ({ type: 'Feature', id: code, geometry: null, properties: { code, name: code, level, parent_code } })
  const collection = (...features: object[]) => ({ type: 'FeatureCollection', features })
  const tree = async (filter: Filter) => {
    await it.signIn('office')
    const own = ref<Filter>(filter)
    const { session } = useSession()
    return { own, units: await within(() => useUnits(session, own)) }
  }

  test('begins at the scope and counts the level below it', async () => {
    it.serve('/api/feeds/units', collection(unit('990128001', 'township', '990128')))
    const { units } = await tree({})
    await it.shows(() => units.below.data.value?.features.length).toBe(1)
    expect([units.root.value?.name, units.path.value, units.level.value, units.lost.value]).toEqual(['示例县', [], 'township', false])
    expect(new Set(it.asked())).toEqual(new Set(['/api/feeds/units?level=township']))
  })

  test('of a link is found level by level by the units’ own parents', async () => {
    it.serve('/api/feeds/units', collection(unit('T', 'township', '990128'), unit('V', 'village', 'T')))
    const { units } = await tree({ unit: 'V' })
    await it.shows(() => units.path.value?.map(({ code }) => code)).toEqual(['T', 'V'])
    expect([units.level.value, units.parent.value?.code]).toEqual(['group', 'V'])
  })

  test('to nowhere is said to be lost', async () => {
    it.serve('/api/feeds/units', collection(unit('T', 'township', '990128')))
    const { units } = await tree({ unit: 'nowhere' })
    await it.shows(() => units.lost.value).toBe(true)
    expect([units.path.value, units.level.value]).toEqual([null, null])
  })

  test('of a villager group keeps its siblings on the map', async () => {
    it.serve('/api/feeds/units', collection(unit('T', 'township', '990128'), unit('V', 'village', 'T'), unit('G', 'group', 'V')))
    const { units } = await tree({ unit: 'G' })
    await it.shows(() => units.path.value?.map(({ code }) => code)).toEqual(['T', 'V', 'G'])
    expect([units.level.value, units.parent.value?.code]).toEqual(['group', 'V'])
  })
})

describe('the search', () => {
  const place = (code: string, name: string, of = 'unit') => ({ of, code, name, within: '' })
  const found = async (rows: object[], petitions: number) => {
    it.serve('/api/search', { rows })
    it.serve('/api/summary', { petitions })
    const page = await draw(SearchBox, { filter: { kind: 'first' } }, { hears: ['place', 'text'] })
    page.one('input').dispatchEvent(new Event('focus'))
    await page.fill('input', ' 东村 ')
    await it.shows(() => page.all('[role=option]').length).toBe(rows.length + (petitions ? 1 : 0) || 1)
    return page
  }

  test('walks through what was found and the way to the list, round and round, and chooses by Enter', async () => {
    const page = await found([place('a', '东村'), place('K1', '东村片区', 'area')], 12)
    const at = (): string | null => page.one('input').getAttribute('aria-activedescendant')
    const passed = [at()]
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await page.key('input', key)
      passed.push(at())
    }
    expect(passed).toEqual(['found-0', 'found-1', 'found-2', 'found-0', 'found-2'])
    expect(page.text('[aria-selected=true]')).toBe('在编号、标题、地点中找“东村”12 件次')
    await page.key('input', 'Enter')
    expect([page.told, (page.one('input') as HTMLInputElement).value]).toEqual([[['text', '东村']], ''])
  })

  test('counts the petitions that hold the words under the page’s filter, and none for letters of a name', async () => {
    await found([place('a', '东村')], 12)
    expect(new Set(it.asked())).toEqual(new Set(['/api/search?q=%E4%B8%9C%E6%9D%91', '/api/summary?kind=first&q=%E4%B8%9C%E6%9D%91']))
    it.serve('/api/search', { rows: [place('a', '东村')] })
    const page = await draw(SearchBox, { filter: {} })
    page.one('input').dispatchEvent(new Event('focus'))
    await page.fill('input', 'dc')
    await it.shows(() => page.texts('[role=option] b')).toEqual(['东村'])
    expect(it.asked().filter((url) => url.startsWith('/api/summary') && url.includes('dc'))).toEqual([])
  })

  test('says that nothing was found, which nobody can choose', async () => {
    const page = await found([], 0)
    expect(page.text('[aria-disabled=true]')).toBe(zh.mapPage.search.none)
    await page.key('input', 'Enter')
    expect(page.told).toEqual([])
  })

  test('is left by Escape, which goes no further', async () => {
    const page = await found([place('a', '东村')], 0)
    expect(await page.key('input', 'Escape')).toBe(true)
    expect([page.all('[role=listbox]'), (page.one('input') as HTMLInputElement).value]).toEqual([[], ''])
  })
})

describe('what a place’s petitions are about', () => {
  const row = (code: string | null, petitions: number, level: number | null = 1, previous: number | null = 10) => ({ code, name: code && `类${code}`, name_en: null, level, petitions, matters: petitions, previous })

  test('is told from the top level down, with the way back', async () => {
    it.serve('/api/feeds/breakdown', { rows: [row('030000', 30), row(null, 4, null, null), row('020000', 6)] })
    const page = await draw(CategoryCard, { filter: { unit: '990128' }, rows: true }, { hears: ['open'] })
    await it.shows(() => page.texts('.name').map((text) => text.replace(' ›', ''))).toEqual(['类030000', zh.dossier.unsaid, '类020000'])
    expect(page.texts('.share')).toEqual(['75.0%', '10.0%', '15.0%'])
    await page.press('[data-part="030000"] .value button')
    expect(page.told).toEqual([['open', { of: 'petitions', patch: { category: ['03'] } }]])
    expect(page.all('[data-part=""] button')).toEqual([])
    it.serve('/api/feeds/breakdown', { rows: [row('030100', 30, 2)] })
    await page.press('[data-part="030000"] .name')
    await it.shows(() => page.texts('.name')).toEqual(['类030100 ›'])
    expect(it.asked().at(-1)).toBe('/api/feeds/breakdown?category=03&unit=990128&by=category&level=2')
    expect(page.texts('.way b')).toEqual(['类030000'])
    await page.press('.way button')
    await it.shows(() => page.all('.way').length).toBe(0)
  })

  test('is told by ten and by all', async () => {
    it.serve('/api/feeds/breakdown', { rows: Array.from({ length: 12 }, (_, i) => row(`${10 + i}0000`, 30 - i)) })
    const page = await draw(CategoryCard, { filter: {}, rows: true })
    await it.shows(() => page.all('[data-part]').length).toBe(10)
    await page.press('.more')
    expect([page.all('[data-part]').length, page.text('.more')]).toEqual([12, zh.dossier.category.fewer])
  })
})

describe('the tour', () => {
  test('shows itself at an account’s first visit, not to an unattended wall, and to everybody who asks', async () => {
    await it.signIn('office')
    const alone = ref(false)
    const seen = await within(() => useTour(alone))
    expect(seen.shown.value).toBe(false)
    seen.open()
    expect(seen.shown.value).toBe(true)
    seen.done()
    expect(seen.shown.value).toBe(false)
    expect(it.writes()).toEqual([])
    await it.signIn('office', undefined, { tour_seen: false })
    const first = await within(() => useTour(alone))
    expect(first.shown.value).toBe(true)
    alone.value = true
    expect(first.shown.value).toBe(false)
    alone.value = false
    first.done()
    expect(first.shown.value).toBe(false)
    await it.shows(() => it.writes()).toEqual([['/api/session/tour', { seen: true }]])
  })
})
