import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { MultiPolygon, Polygon } from 'geojson'
import type { StyleSpecification } from 'maplibre-gl'
import { roles } from '../../api/contract/roles.ts'
import { levelBelow, levels } from '../../web/lib/levels.ts'
import { limitSaid } from '../../web/lib/limit-said.ts'
import { linkedParts } from '../../web/lib/linked-parts.ts'
import { cornersOf, nearestVertex } from '../../web/lib/nearest-vertex.ts'
import { mayImport, placesMatters, seesCounty, seesFigures, seesPoints, seesRows } from '../../web/lib/rights.ts'
import { ownPath } from '../../web/lib/own-path.ts'
import { shownNo } from '../../web/lib/shown-no.ts'
import { acts } from '../../web/lib/work-rights.ts'
import { boardPath, workUrl } from '../../web/lib/work-urls.ts'
import { keepDrawing } from '../../web/map/keep-drawing.ts'
import { metresPerPixel } from '../../web/map/picture.ts'

const who = (may: (role: string) => boolean): string => roles.filter(may).join(' ')

describe('what is offered', () => {
  test.each([
    ['figures', seesFigures, 'leader office township village group planner wall'], ['lists', seesRows, 'leader office township village group planner'],
    ['points', seesPoints, 'office township village group'], ['the whole county', seesCounty, 'leader office planner'],
    ['imports', mayImport, 'office planner'], ['placing', placesMatters, 'office township planner'],
  ] as const)('%s: to those who may, and to nobody who is not signed in', (_what, may, expected) => {
    expect(who(may)).toBe(expected)
    expect(may(undefined)).toBe(false)
    expect(may('mayor')).toBe(false)
  })

  it('opening a joint response to the office alone, giving tasks to three levels, recording what was done on the spot to the group too', () => {
    expect(who((role) => acts('open-response', role))).toBe('office')
    expect(who((role) => acts('assign-task', role))).toBe('office township village')
    expect(who((role) => acts('record-activity', role))).toBe('office township village group')
    expect(acts('assign-task', undefined)).toBe(false)
  })
})

describe('levels', () => {
  it('go down from county to group and end there', () => {
    expect(levels.map(levelBelow)).toEqual(['township', 'village', 'group', null])
  })
})

describe('how far a limit has run', () => {
  const task = { due_on: '2026-12-17', ack_due_at: '2026-11-20T02:00:00Z' }

  test.each([
    ['a share, up to the whole', 100, task, '2026-11-28', 'response.gone', 100],
    ['the days since it should have been acknowledged, where the due date lies ahead', 3614, task, '2026-11-28', 'response.ackLate', 8],
    ['that it was not acknowledged in time, on the day itself', 140, task, '2026-11-20', 'response.ackBehind', 0],
    ['the days since the due date, once it has passed', 101, task, '2026-12-18', 'response.daysLate', 1],
    ['the days since the due date also where nothing had to be acknowledged', 190, { ...task, ack_due_at: null }, '2027-01-01', 'response.daysLate', 15],
  ])('is said by %s', (_how, share, of, asOf, key, n) => {
    expect(limitSaid(of, share, asOf)).toEqual({ key, n })
  })
})

describe('an address of the joint response', () => {
  it('carries the filter and its own words, and leaves out what is empty', () => {
    expect(workUrl('tasks', {})).toBe('/api/feeds/tasks')
    expect(workUrl('tasks', { unit: '990128001' }, { response: 'R-1', level: '', cursor: null, limit: 20 }))
      .toBe('/api/feeds/tasks?unit=990128001&response=R-1&limit=20')
    expect(boardPath('R 1/二')).toBe('/response/R%201%2F%E4%BA%8C')
  })
})

describe('the corner that a new one snaps to', () => {
  const position = fc.tuple(fc.double({ min: 103, max: 106, noNaN: true }), fc.double({ min: 26, max: 28, noNaN: true }))
  const distance = ([lon, lat]: [number, number], [x, y]: [number, number]) => Math.hypot((x - lon) * Math.cos(lat * Math.PI / 180), y - lat)

  it('is the nearest of all within reach, on the ground and not in degrees', () => {
    fc.assert(fc.property(position, fc.array(position, { maxLength: 12 }), fc.double({ min: 0.001, max: 2, noNaN: true }), (at, corners, reach) => {
      const found = nearestVertex(at, corners, reach) as [number, number] | undefined
      const near = corners.map((corner) => distance(at, corner)).filter((d) => d < reach)
      if (near.length === 0) expect(found).toBeUndefined()
      else expect(distance(at, found ?? [0, 0])).toBe(Math.min(...near))
    }))
  })

  it('is looked for in outer and inner borders of every part', () => {
    const square = (w: number) => [[w, 0], [w + 1, 0], [w + 1, 1], [w, 0]]
    const one: Polygon = { type: 'Polygon', coordinates: [square(0), square(0.2)] }
    const many: MultiPolygon = { type: 'MultiPolygon', coordinates: [[square(3)], [square(5), square(5.2)]] }
    expect(cornersOf([one, null, many, { type: 'Point', coordinates: [9, 9] }])).toHaveLength(20)
  })
})

describe('a new style', () => {
  const style = (...ids: string[]): StyleSpecification => ({
    version: 8, sources: Object.fromEntries(ids.map((id) => [id, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }])),
    layers: ids.map((id) => ({ id, type: 'line' as const, source: id })),
  })

  it('does not wipe off what somebody is drawing, and takes nothing else over', () => {
    const next = keepDrawing(style('units', 'drawn-line', 'drawn-point'), style('units', 'areas'))
    expect(Object.keys(next.sources)).toEqual(['units', 'areas', 'drawn-line', 'drawn-point'])
    expect(next.layers.map(({ id }) => id)).toEqual(['units', 'areas', 'drawn-line', 'drawn-point'])
    expect(keepDrawing(undefined, style('units'))).toEqual(style('units'))
  })
})

describe('matters of a group that still hang together', () => {
  it('are one part while somebody links them, and several when who linked them is taken out', () => {
    const chain = [{ elder: 0, younger: 1 }, { elder: 1, younger: 2 }, { elder: 2, younger: 3 }, { elder: 3, younger: 4 }]
    expect(linkedParts(chain).map(({ matters }) => matters)).toEqual([[0, 1, 2, 3, 4]])
    expect(linkedParts(chain.filter(({ elder, younger }) => elder !== 2 && younger !== 2))).toEqual([
      { matters: [0, 1], links: [chain[0]] }, { matters: [3, 4], links: [chain[3]] }])
    expect(linkedParts([])).toEqual([])
  })

  it('are told apart so that no link leads from one part to another, and within a part everything is reached', () => {
    const link = fc.tuple(fc.nat(12), fc.nat(12)).filter(([a, b]) => a !== b).map(([a, b]) => ({ elder: Math.min(a, b), younger: Math.max(a, b) }))
    const links = fc.array(link, { maxLength: 14 })
    fc.assert(fc.property(links, (all) => {
      const parts = linkedParts(all)
      expect(parts.flatMap((part) => part.links).length).toBe(all.length)
      const met = parts.flatMap(({ matters }) => matters)
      expect(new Set(met).size).toBe(met.length)
      for (const { matters, links: own } of parts) {
        const reached = new Set([matters[0]])
        for (let before = 0; before < reached.size;) {
          before = reached.size
          for (const { elder, younger } of own) if (reached.has(elder) || reached.has(younger)) reached.add(elder).add(younger)
        }
        expect([...reached].sort((a = 0, b = 0) => a - b)).toEqual(matters)
      }
    }))
  })
})

describe('the number of a problem', () => {
  it('is read with the sector’s title, never with its code', () => {
    expect(shownNo('990128-S-migrant-wages-0031', { response: '990128-S-migrant-wages', response_title: '农民工工资专班', area_code: null })).toBe('农民工工资专班 0031')
  })

  it('of an area stays as it is written', () => {
    const area = { response: '990128-K01', response_title: '澄川新城', area_code: '990128-K01' }
    expect(shownNo('990128-K01-0031', area)).toBe('990128-K01-0031')
    expect(shownNo('other-0031', { ...area, area_code: null })).toBe('other-0031')
  })
})

describe('where somebody is sent on to', () => {
  it('is an address of this program, whatever a link says', () => {
    for (const to of ['/map', '/areas/990128-K01?period=30d', '/']) expect(ownPath(to, '/map')).toBe(to)
    for (const to of ['//example.org', '/\\example.org', '/\t/example.org', 'https://example.org/map', 'javascript:alert(1)', 'map', '', undefined, ['/map'], null]) expect(ownPath(to, '/else')).toBe('/else')
  })

  it('stays on the same host for every text', () => {
    fc.assert(fc.property(fc.string(), (text) => new URL(ownPath(text, '/map'), 'http://127.0.0.1:3000').host === '127.0.0.1:3000'))
  })
})

test('a pixel of the printed map covers half the ground with each zoom, and less of it away from the equator', () => {
  expect(metresPerPixel(0, 0)).toBeCloseTo(78_271.5, 0)
  fc.assert(fc.property(fc.double({ min: -80, max: 80, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true }), (lat, zoom) => {
    expect(metresPerPixel(lat, zoom + 1)).toBeCloseTo(metresPerPixel(lat, zoom) / 2, 6)
    expect(metresPerPixel(lat, zoom)).toBeLessThanOrEqual(metresPerPixel(0, zoom))
  }))
})
