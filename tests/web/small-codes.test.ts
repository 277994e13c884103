/** Small pure parts of the pages: addresses of feeds, colours of states, shares of a run, the picture that a phone reads. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { filterProperties } from '../../api/contract/filter.ts'
import { roles } from '../../api/contract/roles.ts'
import {
  areasUrl, densityUrl, hotspotsUrl, ledgerFileUrl, ledgerUrl, measureUrl, petitionTilesUrl, placeCandidatesUrl, placeQueueUrl, samePairsUrl, searchUrl,
  timelineUrl, unitsUrl,
} from '../../web/lib/feed-urls.ts'
import { documentsUrl, responseUrl, urgentUrl } from '../../web/lib/place-address.ts'
import { qrOf } from '../../web/lib/qr.ts'
import { decidesSame, keepsDocuments, runsAlarms } from '../../web/lib/rights.ts'
import { categoryPrefix, rowPatch, stateInFilter } from '../../web/lib/row-door.ts'
import { runShare } from '../../web/lib/run-share.ts'
import { toneOf, tones } from '../../web/lib/tones.ts'
import { timeless } from '../../web/lib/url-state.ts'

const filter = { unit: '990128001', area: ['K1', 'K2'], from: '2026-01-01', to: '2026-03-31', channel: ['visit'] }
const asked = (url: string): Record<string, string[]> => {
  const { searchParams } = new URL(url, 'http://county')
  return Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]))
}
const path = (url: string): string => new URL(url, 'http://county').pathname

describe('an address of the map', () => {
  it('of places does not let the chosen one hide its neighbours', () => {
    expect(asked(measureUrl('open', filter, 'area'))).toEqual({ unit: ['990128001'], from: ['2026-01-01'], to: ['2026-03-31'], channel: ['visit'], by: ['area'] })
    expect(asked(measureUrl('open', filter, 'village'))).toEqual({ area: ['K1', 'K2'], from: ['2026-01-01'], to: ['2026-03-31'], channel: ['visit'], by: ['unit'], level: ['village'] })
    expect(asked(unitsUrl(filter, 'village', '990128001')).unit).toBeUndefined()
    expect(asked(areasUrl(filter)).area).toBeUndefined()
  })

  it('of the bars over all time forgets the days, and of the chosen days keeps them', () => {
    expect(asked(timelineUrl({ ...filter, period: undefined }, 'week', true))).toEqual({ unit: ['990128001'], area: ['K1', 'K2'], channel: ['visit'], bucket: ['week'] })
    expect(asked(timelineUrl(filter, 'month', false)).from).toEqual(['2026-01-01'])
  })

  it('leaves out what nobody asked for and keeps the first row’s zero', () => {
    expect(ledgerUrl('matters', {}, null, 50)).toBe('/api/feeds/matters?limit=50')
    expect(ledgerUrl('petitions', {}, '0.12.7', 50, 'two')).toBe('/api/feeds/petitions?limit=50&cursor=0.12.7&band=two')
    expect(hotspotsUrl({}, 'unit', 'rate')).toBe('/api/hotspots?by=unit&measure=rate')
    expect(hotspotsUrl({}, 'hexagon', 'rate', { shapes: true, scale: '2x3' })).toBe('/api/feeds/hotspots?by=hexagon&measure=rate&scale=2x3')
    expect(placeCandidatesUrl('M 1', null, '')).toBe('/api/place-candidates?matter_no=M+1')
    expect(asked(placeCandidatesUrl('M1', [0, 27.5], '东村'))).toEqual({ matter_no: ['M1'], lon: ['0'], lat: ['27.5'], q: ['东村'] })
  })

  it('of tiles keeps the braces that the map fills in', () => {
    expect(petitionTilesUrl({ kind: 'first' }, 'http://county')).toBe('http://county/tiles/petitions/{z}/{x}/{y}.mvt?kind=first')
  })

  test.each([
    [searchUrl('东村 & 西村'), '/api/search', { q: ['东村 & 西村'] }], [densityUrl({}, 500), '/api/feeds/density', { size: ['500'] }],
    [ledgerFileUrl({ kind: 'first' }), '/api/exports/ledger', { kind: ['first'], format: ['csv'] }], [placeQueueUrl({}, 'hand', 20), '/api/feeds/place-queue', { queue: ['hand'], limit: ['20'] }],
    [samePairsUrl({}, 'later', 5), '/api/feeds/same-pairs', { queue: ['later'], limit: ['5'] }], [urgentUrl({ unit: '990128' }, 3), '/api/feeds/matters', { unit: ['990128'], sort: ['due'], limit: ['3'] }],
    [documentsUrl('K1', false), '/api/feeds/area-documents', { area: ['K1'], limit: ['1000'] }], [documentsUrl('K1', true), '/api/feeds/area-documents', { area: ['K1'], limit: ['1000'], removed: ['1'] }],
    [responseUrl('field-activities', 'unit', '990128001'), '/api/feeds/field-activities', { unit: ['990128001'], limit: ['1'] }],
  ])('%s', (url, where, parameters) => {
    expect([path(url), asked(url)]).toEqual([where, parameters])
  })
})

describe('a filter without its time', () => {
  it('is the rest of it, or nothing where it says nothing of time', () => {
    expect(timeless({ period: '30d', kind: 'first' })).toEqual({ kind: 'first' })
    expect(timeless({ to: '2026-03-31' })).toEqual({})
    expect(timeless({ kind: 'first' })).toBeNull()
  })
})

describe('the row of a breakdown', () => {
  it('opens a category by as many digits as its level has', () => {
    expect([1, 2, 3].map((level) => categoryPrefix('030101', level))).toEqual(['03', '0301', '030101'])
    fc.assert(fc.property(fc.stringMatching(/^\d{6}$/), fc.integer({ min: 1, max: 3 }), (code, level) => {
      const category = rowPatch('category', code, {}, { asked: level, own: level })?.category?.[0] ?? ''
      expect(code.startsWith(category) && category.length === 2 * level).toBe(true)
      expect(new RegExp((filterProperties.category as unknown as { items: { pattern: string } }).items.pattern).test(category)).toBe(true)
      expect(rowPatch('category', code, {}, { asked: level, own: level - 1 })).toBeNull()
    }))
  })

  it('opens the state that is called closed, not all that are', () => {
    expect(['open', 'closed', 'handling'].map(stateInFilter)).toEqual(['open_state', 'closed_state', 'handling'])
    expect([rowPatch('state', 'closed', {}), rowPatch('channel', 'visit', {}), rowPatch('purpose', null, {})]).toEqual([{ state: ['closed_state'] }, { channel: ['visit'] }, null])
  })
})

describe('the colour of a state', () => {
  test.each([['overdue', 'late'], ['assigned', 'wait'], ['acting', 'hand'], ['done', 'over'], ['kept', 'hand'], ['a state of tomorrow', 'hand']])('%s is %s', (state, tone) => {
    expect(toneOf(state)).toBe(tone)
    expect(tones).toContain(toneOf(state))
  })
})

describe('how far an import has come', () => {
  const at = (phase: 'waiting' | 'reading' | 'writing' | 'counting', more: object = {}): number =>
    runShare({ phase, share: 0, rows: 0, staged: 0, total: null, step: 0, steps: 0, ...more })

  it('never goes back from one phase to the next', () => {
    const course = [runShare(undefined as never), at('waiting'), at('reading'), at('reading', { share: 0.5 }), at('reading', { share: 1 }), at('writing'), at('writing', { step: 2, steps: 4 }), at('writing', { step: 4, steps: 4 }), at('counting')]
    expect(course).toEqual([...course].sort((a, b) => a - b))
    expect([course[0], course[2], course.at(-1)]).toEqual([0, 0, 0.97])
  })
})

describe('what is offered by role', () => {
  const who = (may: (role: string | undefined) => boolean): string => roles.filter(may).join(' ')
  it('alarms, documents and the same matters to those whose actions take them, and to no kiosk or administrator', () => {
    for (const may of [runsAlarms, keepsDocuments, decidesSame]) {
      expect(who(may)).toMatch(/\boffice\b/)
      expect(who(may)).not.toMatch(/wall|admin|auditor/)
      expect(may(undefined)).toBe(false)
    }
  })
})

describe('a picture for a phone', () => {
  const darkAt = ({ path: drawn }: { path: string }): Set<string> => new Set([...drawn.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`))
  /** A finder pattern: dark edge of seven, light ring, dark middle of three. */
  const finder = Array.from({ length: 49 }, (_, i) => [i % 7, Math.floor(i / 7)] as const)
    .filter(([x, y]) => x === 0 || y === 0 || x === 6 || y === 6 || (x >= 2 && x <= 4 && y >= 2 && y <= 4)).map(([x, y]) => `${x} ${y}`)

  it('has the three marks by which a scanner finds it, and a quiet edge of four around', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme-ascii' }), (text) => {
      const picture = qrOf(text)
      const dark = darkAt(picture)
      const n = picture.size - 8
      expect((n - 21) % 4).toBe(0)
      for (const spot of dark) for (const at of spot.split(' ').map(Number)) expect(at >= 4 && at < 4 + n).toBe(true)
      for (const [left, top] of [[4, 4], [4 + n - 7, 4], [4, 4 + n - 7]] as const) {
        const found = [...dark].map((spot) => spot.split(' ').map(Number) as [number, number])
          .filter(([x, y]) => x >= left && x < left + 7 && y >= top && y < top + 7).map(([x, y]) => `${x - left} ${y - top}`)
        expect(found.sort()).toEqual([...finder].sort())
      }
    }), { numRuns: 25 })
  })

  it('differs for another text and grows with its length', () => {
    expect(qrOf('otpauth://totp/a').path).not.toBe(qrOf('otpauth://totp/b').path)
    expect(qrOf('x'.repeat(300)).size).toBeGreaterThan(qrOf('x').size)
  })
})
