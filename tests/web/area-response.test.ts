import { describe, expect, test } from 'vitest'
import type { MatrixRow } from '../../api/contract/feeds/response-matrix.ts'
import { layer as badges } from '../../web/layers/area-responses.ts'
import { markStyle } from '../../web/layers/clusters.ts'
import { layer as keyAreas } from '../../web/layers/key-areas.ts'
import { areaResponse, countedGaps } from '../../web/lib/area-response.ts'
import { badgeName, badgeSize } from '../../web/map/badge.ts'
import { marksOf } from '../../web/map/marks.ts'
import type { MapState } from '../../web/map/types.ts'
import type { AreaCollection } from '../../web/lib/api-types.ts'

const cell = (level: MatrixRow['cells'][number]['level'], state: string, gaps: number): MatrixRow['cells'][number] => ({
  level, state, state_name: state, state_name_en: state, tasks: 1, open: 1, units: 1, responsible: null, acted_at: null, due_on: null, rung: null, gaps,
} as MatrixRow['cells'][number])
const row = (area: string | null, cells = [cell('county', 'done', 0), cell('township', 'overdue', 2), cell('village', 'waiting', 1), cell('group', 'acting', 0)]): MatrixRow => ({
  response: 'R1', title: '联动', area_code: area, area_name: area, sector: null, sector_name: null, state: 'resolving', state_name: '化解中', state_name_en: 'Resolving',
  gaps: cells.reduce((sum, { gaps }) => sum + gaps, 0), cells,
} as MatrixRow)
const letters: Record<string, string> = { county: '县', township: '乡', village: '村', group: '组' }
const shown = areaResponse(row('K1'), '化解中', (level) => letters[level] ?? '')

describe('the joint response of an area on the map', () => {
  test('shows each level in the colour of its state and counts the gaps that the matrix counts', () => {
    expect(shown).toEqual({
      code: 'K1', stage: '化解中', gaps: 3,
      levels: [
        { letter: '县', tone: 'over', gaps: 0 }, { letter: '乡', tone: 'late', gaps: 2 },
        { letter: '村', tone: 'wait', gaps: 1 }, { letter: '组', tone: 'hand', gaps: 0 },
      ],
    })
  })

  test('of a sector has no ground and no badge', () => {
    expect(areaResponse(row(null), '化解中', () => '')).toBeNull()
  })

  test('is drawn from its name alone: hatched squares where a level owes something', () => {
    expect(shown && badgeName(shown, 'light', 'whole')).toBe('badge|light|化解中|县乡村组|3-0+1+2-|3')
    expect(shown && badgeName(shown, 'light', 'levels')).toBe('badge|light||县乡村组|3-0+1+2-|3')
  })

  test('without room for words tells the number of gaps, and nothing where there is none', () => {
    expect(shown && badgeName(shown, 'dark', 'number')).toBe('badge|dark||||3')
    expect(shown && badgeName({ ...shown, gaps: 0 }, 'dark', 'number')).toBe('')
  })

  test('of the kiosk is a number in fives or "under five", never the levels, and nothing where there is no gap', () => {
    const told = (value: number | null, under: number | null): string | null => {
      const counted = countedGaps({ code: 'K1', value, under })
      return counted && badgeName(counted, 'dark', 'whole')
    }
    expect([told(10, null), told(null, 5), told(0, null), told(null, null)]).toEqual(['badge|dark||||≥10', 'badge|dark||||<5', null, null])
  })

  const areas = { type: 'FeatureCollection', features: ['K1', 'K2'].map((code, i) => ({
    type: 'Feature', id: code, geometry: null, properties: { code, name: code, point: [104 + i, 27], petitions: 9, open: 1, overdue: 0, by_state: { open: 1, overdue: 0, closed: 8 } },
  })) } as unknown as AreaCollection
  const state = (more: Partial<MapState>): MapState => ({
    theme: 'light', marks: 'areas', show: 'petitions', zoom: 10, scale: 1, greatest: null, tint: null, hidden: [], selectedAreas: [], areas,
    responses: shown ? [shown] : [], ...more,
  } as MapState)
  const features = (more: Partial<MapState>): { geometry: { coordinates: number[] }, properties: Record<string, unknown> }[] => {
    const source = badges.sources(state(more))['area-responses'] as unknown as { data: { features: never[] } }
    return source.data.features
  }

  test('hangs under the donut of its own area and under no other', () => {
    expect(features({})).toHaveLength(1)
    expect(features({})[0]).toMatchObject({ geometry: { coordinates: [104, 27] }, properties: { code: 'K1', of: 'area', size: 4 } })
  })

  test('says more the closer one looks', () => {
    expect([7, 9.5, 9.6, 10.25, 10.5, 14].map(badgeSize)).toEqual(['number', 'number', 'levels', 'levels', 'whole', 'whole'])
  })

  test('keeps donuts a little more apart, and only while it is shown', () => {
    const features = areas.features.map((one, i) => ({ ...one, properties: { ...one.properties, point: [104 + i * 0.06, 27] } }))
    const close = { ...areas, features } as AreaCollection
    const apart = (more: Partial<MapState>): number => {
      const marks = marksOf('area', close, { ...markStyle(state({ areas: close, zoom: 9.5, ...more })), chosen: [] })
      const [a, b] = marks.features.flatMap(({ geometry }) => geometry.type === 'Point' ? [geometry.coordinates] : [])
      return (b?.[0] ?? 0) - (a?.[0] ?? 0)
    }
    expect(apart({})).toBeGreaterThan(apart({ hidden: ['area-responses'] }))
  })

  test('marks the area itself where donuts count units', () => {
    expect(features({ marks: 'units' })[0]?.properties).toMatchObject({ size: -1 })
  })

  test('hatches the ground of areas with gaps, together with the badges', () => {
    const hatched = (more: Partial<MapState>): unknown => keyAreas.layers(state(more)).filter(({ id }) => id === 'key-areas-gaps')
    expect(hatched({})).toMatchObject([{ filter: ['in', ['get', 'code'], ['literal', ['K1']]] }])
    expect(hatched({ hidden: ['area-responses'] })).toEqual([])
    expect(hatched({ responses: shown ? [{ ...shown, gaps: 0 }] : [] })).toEqual([])
  })

  test('is a switch of the legend only for those who may read it', () => {
    expect(badges.switchable(state({}))).toBe(true)
    expect(badges.switchable(state({ responses: [] }))).toBe(false)
  })
})
