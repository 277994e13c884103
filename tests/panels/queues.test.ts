/** Work in a row: the matter at hand, the next one after it, what was done last and how it is taken back. */
import { describe, expect, test } from 'vitest'
import { usePlaceQueue } from '../../web/composables/use-place-queue.ts'
import { useSameQueue } from '../../web/composables/use-same-queue.ts'
import zh from '../../web/i18n/zh.ts'
import { county } from './county.ts'
import { within } from './within.ts'

const it = county()
describe('the queue of places', () => {
  const row = (matter_no: string) => ({ matter_no, title: matter_no, place_text: '东村' })
  const queue = (...numbers: string[]) => ({ rows: numbers.map(row), total: numbers.length, next: null, as_of: '2026-11-27', counts: { unlocated: 3, coarse: 0, hand: 1, matters: 4 } })
  const candidates = (matter_no: string, more: object = {}) => ({ matter_no, pin: null, candidates: [{ unit_code: '990128001201', name: '东村' }, { unit_code: '990128001202', name: '西村' }], ...more })
  const begun = async () => {
    it.serve('/api/feeds/place-queue', queue('M1', 'M2', 'M3'))
    it.serve('/api/place-candidates', candidates('M1'))
    const place = await within(() => usePlaceQueue(() => true, () => ({}), 'unlocated'))
    await it.shows(() => place.choices.value.map(({ name }) => name)).toEqual(['东村', '西村'])
    return place
  }

  test('begins with its first matter and goes on with what stands in its place when it was placed', async () => {
    const place = await begun()
    expect(place.current.value).toBe('M1')
    it.serve('/api/actions/place-matter', {})
    it.serve('/api/feeds/place-queue', queue('M2', 'M3'))
    it.serve('/api/place-candidates', candidates('M2'))
    place.chosen.value = 1
    await place.accept()
    expect(it.writes()).toEqual([['/api/actions/place-matter', { matter_no: 'M1', reason: zh.places.act.byText, unit_code: '990128001202' }]])
    await it.shows(() => [place.current.value, place.chosen.value]).toEqual(['M2', 0])
    expect(place.last.value).toMatchObject({ no: 'M1', undoable: true })
  })

  test('goes on with the one before where the last of the list was placed', async () => {
    const place = await begun()
    place.open('M3')
    it.serve('/api/place-candidates', candidates('M3'))
    place.search.value = '西'
    await it.shows(() => place.choices.value.length).toBe(2)
    it.serve('/api/actions/place-matter', {})
    it.serve('/api/feeds/place-queue', queue('M1', 'M2'))
    await place.accept()
    expect(it.writes()[0]?.[1]).toMatchObject({ matter_no: 'M3', reason: zh.places.act.bySearch })
    await it.shows(() => [place.current.value, place.search.value]).toEqual(['M2', ''])
  })

  test('goes round: after the last matter the first again', async () => {
    const place = await begun()
    const passed: (string | null)[] = []
    for (let i = 0; i < 3; i += 1) {
      place.skip()
      passed.push(place.current.value)
    }
    expect(passed).toEqual(['M2', 'M3', 'M1'])
  })

  test('offers the place of a pin and the borders near it, and no candidate of the text any more', async () => {
    const place = await begun()
    it.serve('/api/place-candidates', candidates('M1', { pin: { unit_name: '东村', near: [{ unit_code: 'w', unit_name: '西村', metres: 12, point: [104.1, 27.2] }, { unit_code: 'x', unit_name: '远村', metres: 90, point: null }] } }))
    place.setPin([104, 27])
    await it.shows(() => place.choices.value.map(({ key, target }) => [key, target])).toEqual([['here', { lon: 104, lat: 27 }], ['w', { lon: 104.1, lat: 27.2 }]])
    it.serve('/api/actions/place-matter', {})
    await place.accept()
    expect(it.writes().at(-1)?.[1]).toEqual({ matter_no: 'M1', reason: zh.places.act.byPin, lon: 104, lat: 27 })
  })

  test('offers nothing from the answer about another matter', async () => {
    const place = await begun()
    place.open('M2')
    expect(place.choices.value).toEqual([])
    await place.accept()
    expect(it.writes()).toEqual([])
  })

  test('keeps the matter at hand where the county refuses, and says why', async () => {
    const place = await begun()
    it.serve('/api/actions/place-matter', { detail: '已有人办理' }, 409)
    await place.accept()
    expect([place.problem.value?.message, place.current.value, place.last.value, place.busy.value]).toEqual(['已有人办理', 'M1', null, false])
    place.open('M2')
    expect(place.problem.value).toBeNull()
  })

  test('takes back what was placed last, once', async () => {
    const place = await begun()
    await place.undo()
    expect(it.writes()).toEqual([])
    it.serve('/api/actions/place-matter', {})
    await place.accept()
    it.serve('/api/actions/unplace-matter', {})
    await place.undo()
    expect(it.writes().at(-1)).toEqual(['/api/actions/unplace-matter', { matter_no: 'M1', reason: zh.places.act.takenBack }])
    expect(place.last.value?.undoable).toBe(false)
    await place.undo()
    expect(it.writes()).toHaveLength(2)
  })

  test('asks nothing for those who place nothing', async () => {
    const place = await within(() => usePlaceQueue(() => false, () => ({}), 'coarse'))
    expect([place.rows.value, it.asked()]).toEqual([[], []])
  })
})

describe('the queue of matters that may be one', () => {
  const pair = (pair_id: number) => ({ pair_id, version: 2, matter_no: `M${pair_id}`, other_no: `N${pair_id}` })
  const queue = (...ids: number[]) => ({ rows: ids.map(pair), total: ids.length + 2, next: null, counts: { open: 5, later: 0, different: 1 }, threshold: 0.6 })
  const begun = async () => {
    it.serve('/api/feeds/same-pairs', queue(1, 2, 3))
    const same = await within(() => useSameQueue(() => true, () => ({})))
    await it.shows(() => same.current.value).toBe(1)
    return same
  }

  test('decides the pair at hand with the version that was seen, and goes on with the next', async () => {
    const same = await begun()
    expect(same.left.value).toBe(2)
    it.serve('/api/actions/decide-same', { pair_id: 1, matter_no: 'M1', other_no: 'N1', merge_id: 9, merge_version: 1 })
    it.serve('/api/feeds/same-pairs', queue(2, 3))
    await same.decide('same')
    expect(it.writes()).toEqual([['/api/actions/decide-same', { pair_id: 1, version: 2, decision: 'same' }]])
    await it.shows(() => same.current.value).toBe(2)
    expect(same.last.value?.merged).toEqual([{ merge_id: 9, version: 1 }])
  })

  test('has nothing to take back after "different"', async () => {
    const same = await begun()
    it.serve('/api/actions/decide-same', { pair_id: 1, matter_no: 'M1', other_no: 'N1', merge_id: null, merge_version: null })
    await same.decide('different')
    expect(same.last.value?.merged).toEqual([])
    await same.undo()
    expect(it.writes()).toHaveLength(1)
  })

  test('takes one merging back by itself and several of a group at once', async () => {
    const same = await begun()
    it.serve('/api/actions/decide-same', { pair_id: 1, matter_no: 'M1', other_no: 'N1', merge_id: 9, merge_version: 1 })
    await same.decide('same')
    it.serve('/api/actions/split-matter', { other_no: 'N1' })
    await same.undo()
    expect(it.writes().at(-1)).toEqual(['/api/actions/split-matter', { merge_id: 9, version: 1, reason: zh.same.undo.reason }])
    const merges = [{ merge_id: 5, version: 1 }, { merge_id: 6, version: 1 }]
    it.serve('/api/actions/decide-same-group', { matter_no: 'M1', matters: 3, merges })
    await same.decideAll([{ pair_id: 1, version: 2 }, { pair_id: 2, version: 2 }], 'same')
    it.serve('/api/actions/split-same-group', { matters: 3 })
    await same.undo()
    expect(it.writes().at(-1)).toEqual(['/api/actions/split-same-group', { merges, reason: zh.same.undo.reason }])
    expect(same.last.value?.merged).toEqual([])
  })

  test('goes on with the one before where the last of the list was decided, and stands at nothing when all are', async () => {
    const same = await begun()
    same.open(3)
    it.serve('/api/actions/decide-same', { pair_id: 3, matter_no: 'M3', other_no: 'N3', merge_id: null, merge_version: null })
    it.serve('/api/feeds/same-pairs', queue(1, 2))
    await same.decide('later')
    await it.shows(() => same.current.value).toBe(2)
    it.serve('/api/feeds/same-pairs', queue())
    await same.decide('later')
    await it.shows(() => [same.current.value, same.pair.value]).toEqual([null, null])
  })

  test('walks to the neighbours and not over the ends', async () => {
    const same = await begun()
    const at = (by: 1 | -1): number | null => {
      same.step(by)
      return same.current.value
    }
    expect([at(-1), at(1), at(1), at(1), at(-1)]).toEqual([1, 2, 3, 3, 2])
  })
})
