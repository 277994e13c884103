/** Addresses whose path or own parameters make no sense: each is told by the name of what is wrong, before anything is looked up. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'

type Method = 'GET' | 'POST' | 'DELETE'
const unknown = '00000000-0000-4000-8000-000000000000'

describe('an address', () => {
  let site: TestApp
  const cookies = new Map<string, string>()
  beforeAll(async () => { site = await openTestApp({ config: { publicOrigin: undefined } }) })
  afterAll(() => site.close())
  async function ask(who: string, method: Method, url: string, payload?: object) {
    const cookie = cookies.get(who) ?? await site.cookieOf(who)
    cookies.set(who, cookie)
    return await site.app.inject({ method, url, headers: { cookie, host: 'map.example:3000' }, ...payload ? { payload } : {} })
  }

  test.each<[who: string, method: Method, url: string, parameter: string]>([
    // numbers and names in a path
    ['office', 'GET', '/api/imports/abc', 'id'], ['office', 'GET', '/api/imports/1e3', 'id'], ['office', 'GET', '/api/imports/-1', 'id'], ['office', 'GET', `/api/imports/${'9'.repeat(16)}`, 'id'], ['office', 'DELETE', '/api/imports/1.5', 'id'],
    ['office', 'GET', '/api/imports/x/corrections', 'id'], ['office', 'DELETE', '/api/tokens/7', 'id'], ['office', 'DELETE', `/api/tokens/${unknown}x`, 'id'], ['office', 'DELETE', '/api/import-files/7', 'id'],
    ['office', 'GET', '/api/area-documents/abc', 'id'], ['office', 'GET', '/api/area-documents/0x1', 'id'],
    // tiles
    ['office', 'GET', '/tiles/petitions/23/0/0.mvt', 'z'], ['office', 'GET', '/tiles/petitions/-1/0/0.mvt', 'z'], ['office', 'GET', '/tiles/units/5/a/0.mvt', 'x'], ['office', 'GET', '/tiles/units/5/1.5/0.mvt', 'x'], ['office', 'GET', '/tiles/key-areas/5/1/-1.mvt', 'y'],
    ['office', 'GET', '/tiles/hotspots/5/4194304/0.mvt', 'x'],
    // the base map
    ['office', 'GET', '/api/basemap/roads.json', 'file'], ['office', 'GET', '/api/basemap/..%2Fsecrets.geojson', 'file'], ['office', 'GET', '/api/basemap/ROADS.geojson', 'file'], ['office', 'GET', '/api/basemap/roads+.geojson', 'file'], ['office', 'GET', `/api/basemap/${'a'.repeat(21)}.geojson`, 'file'],
    ['office', 'GET', `/api/basemap/${Array(17).fill('a').join('+')}.geojson`, 'file'], ['office', 'GET', '/api/basemap/hillshade/blue/8/1/1.png', 'theme'], ['office', 'GET', '/api/basemap/hillshade/dark/6/1/1.png', 'z'], ['office', 'GET', '/api/basemap/hillshade/dark/14/1/1.png', 'z'],
    ['office', 'GET', '/api/basemap/hillshade/dark/13/8192/1.png', 'x'], ['office', 'GET', '/api/basemap/hillshade/dark/8/1/1.jpg', 'y'], ['office', 'GET', '/api/basemap/hillshade/dark/8/1/12345.png', 'y'],
    // parameters of their own
    ['office', 'GET', '/api/measures/open', 'by'], ['office', 'GET', '/api/measures/open?by=village', 'by'], ['office', 'GET', '/api/measures/open?by=unit', 'level'], ['office', 'GET', '/api/measures/open?by=unit&level=county', 'level'],
    ['office', 'GET', '/api/measures/open?by=area&level=village', 'level'], ['office', 'GET', '/api/search', 'q'], ['office', 'GET', '/api/search?q=', 'q'], ['office', 'GET', `/api/search?q=${'x'.repeat(61)}`, 'q'], ['office', 'GET', '/api/search?q=a&limit=51', 'limit'], ['office', 'GET', '/api/search?q=a&limit=0', 'limit'],
    ['office', 'GET', '/api/exports/ledger', 'format'], ['office', 'GET', '/api/exports/ledger?format=pdf', 'format'], ['office', 'GET', '/api/place-candidates', 'matter_no'], ['office', 'GET', '/api/place-candidates?matter_no=M1&lon=104', 'lat'],
    ['office', 'GET', '/api/place-candidates?matter_no=M1&lon=69&lat=27', 'lon'], ['office', 'GET', '/api/hotspots?by=street', 'by'], ['office', 'GET', '/api/hotspots?measure=volume', 'measure'], ['office', 'GET', '/api/hotspots?scale=4x1', 'scale'],
    ['office', 'GET', '/api/feeds/petitions?limit=0', 'limit'], ['office', 'GET', '/api/feeds/petitions?limit=10001', 'limit'], ['office', 'GET', '/api/feeds/matters?cursor=abc', 'cursor'], ['office', 'GET', '/api/feeds/matters?sort=volume', 'sort'],
    ['office', 'GET', '/api/feeds/units?level=street', 'level'], ['office', 'GET', '/api/feeds/breakdown?by=petitioner', 'by'], ['sysadmin', 'GET', '/api/settings?all=1', 'all'], ['auditor', 'GET', '/api/audit?account=1', 'account'],
    ['office', 'GET', '/api/alarm-runs?week=1', 'week'], ['leader', 'GET', '/api/basemap?all=1', 'all'], ['office', 'GET', '/api/session?token=1', 'token'], ['office', 'GET', '/healthz?verbose=1', 'verbose'],
  ])('%s %s %s is refused by the name of %s', async (who, method, url, parameter) => {
    const answer = await ask(who, method, url, method === 'POST' ? {} : undefined)
    const { detail, detail_en: en, parameter: named } = answer.json<{ detail: string, detail_en: string, parameter: string }>()
    expect([answer.statusCode, named]).toEqual([400, parameter])
    expect(detail).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/^[ -~]+$/)
  })

  test.each<[who: string, method: Method, url: string]>([
    ['office', 'GET', '/api/measures/none?by=area'], ['office', 'GET', '/api/measures/toString?by=area'], ['office', 'GET', '/api/measures/__proto__?by=area'], ['office', 'GET', '/api/imports/999999'], ['office', 'GET', '/api/imports/999999/corrections'], ['office', 'DELETE', `/api/tokens/${unknown}`],
    ['office', 'GET', '/api/area-documents/999999'], ['office', 'GET', '/tiles/petitions/3/8/0.mvt'], ['office', 'GET', '/tiles/units/0/0/1.mvt'], ['office', 'GET', '/tiles/key-areas/3/0/8.mvt'], ['office', 'GET', '/tiles/hotspots/3/8/8.mvt'], ['office', 'GET', '/api/basemap/nothing.geojson'],
    ['office', 'GET', '/api/basemap/hillshade/dark/8/1/1.png'], ['office', 'GET', '/api/place-candidates?matter_no=M-none'], ['office', 'GET', '/api/feeds/none'], ['office', 'GET', '/tiles/persons/3/1/1.mvt'],
  ])('%s %s %s, of which there is nothing, says so', async (who, method, url) => {
    const answer = await ask(who, method, url)
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'not_found'])
  })

  test.each<[method: Method, url: string, allow: string]>([
    ['POST', '/api/summary', 'GET, HEAD'], ['DELETE', '/api/feeds/units', 'GET, HEAD'], ['GET', '/api/actions/move-matter', 'POST'], ['DELETE', '/api/session/password', 'POST'], ['POST', '/api/imports/7/corrections', 'GET, HEAD'],
    ['POST', '/tiles/units/1/0/0.mvt', 'GET, HEAD'], ['DELETE', '/api/tokens', 'GET, HEAD, POST'], ['GET', '/api/same-looks', 'POST'],
  ])('%s %s names what may be done there: %s', async (method, url, allow) => {
    const answer = await ask('office', method, url, method === 'POST' ? {} : undefined)
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, allow])
  })

  it('of a measure is in the list with its title and unit in both languages', async () => {
    const { rows } = (await ask('office', 'GET', '/api/measures')).json<{ rows: { name: string, title: string, title_en: string, unit: string, unit_name: string, unit_name_en: string }[] }>()
    expect(rows.length).toBeGreaterThan(15)
    for (const row of rows) {
      expect([row.name, /\p{Script=Han}/u.test(row.title), /^[ -~]+$/.test(row.title_en), row.unit_name.length * row.unit_name_en.length > 0]).toEqual([row.name, true, true, true])
      const answer = await ask('office', 'GET', `/api/measures/${row.name}?by=area`)
      expect([row.name, answer.statusCode, answer.json()]).toMatchObject([row.name, 200, { name: row.name, by: 'area', level: null }])
    }
  })

  describe('of tiles describes itself', () => {
    interface Layer { id: string, fields: Record<string, string> }
    interface Described { tiles: string[], minzoom: number, maxzoom: number, bounds?: number[], vector_layers: Layer[] }
    const described = async (who: string, url: string): Promise<Described> => (await ask(who, 'GET', url)).json<Described>()

    it('under the name by which it was asked, with its filter and nothing else', async () => {
      expect((await described('office', '/tiles/petitions.json')).tiles).toEqual(['http://map.example:3000/tiles/petitions/{z}/{x}/{y}.mvt'])
      expect((await described('office', '/tiles/units.json?from=2026-01-01&kind=repeat&channel=visit&channel=letter')).tiles).toEqual(['http://map.example:3000/tiles/units/{z}/{x}/{y}.mvt?channel=letter&channel=visit&from=2026-01-01&kind=repeat'])
      expect((await described('office', '/tiles/hotspots.json?measure=repeat')).tiles).toEqual(['http://map.example:3000/tiles/hotspots/{z}/{x}/{y}.mvt?measure=repeat'])
      expect((await described('office', '/tiles/hotspots.json?measure=frequency')).tiles).toEqual(['http://map.example:3000/tiles/hotspots/{z}/{x}/{y}.mvt'])
    })

    it('with single matters for those who may see them, and for nobody else', async () => {
      const levels = async (who: string): Promise<[number, boolean]> => {
        const { maxzoom, vector_layers: [layer] } = await described(who, '/tiles/petitions.json')
        return [maxzoom, layer !== undefined && 'matter_no' in layer.fields]
      }
      for (const who of ['office', 'township', 'village', 'group']) expect([who, await levels(who)]).toEqual([who, [18, true]])
      for (const who of ['leader', 'planner', 'wall']) expect([who, await levels(who)]).toEqual([who, [13, false]])
    })

    it('without bounds where there is nothing to see', async () => {
      const { bounds, minzoom, vector_layers: layers } = await described('office', '/tiles/key-areas.json')
      expect([bounds, minzoom, layers.map(({ id }) => id)]).toEqual([undefined, 0, ['key-areas']])
    })
  })
})
