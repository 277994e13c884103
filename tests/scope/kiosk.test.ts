import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { breakdowns } from '../../api/contract/feeds/breakdown.ts'
import { measures } from '../../api/contract/measures.ts'
import { engines } from '../setup/engines.ts'
import { canary } from './canaries.ts'
import { areas, boxOf, centreOf, unitBy, units } from './places.ts'
import { openSite, type Site } from './site.ts'
import { matterId } from './world.ts'

/** Petitions by group: hidden ones alone, in pairs and beside large ones. */
const crowd: Record<string, number> = { A1a: 12, A1b: 2, A2a: 7, A2b: 1, B1a: 3, B1b: 3, B2a: 41, B2b: 23 }
const periods = ['today', '7d', '30d', '90d', 'month', 'quarter', 'year', '365d']
const places = ['', ...units.filter(({ tag, ended }) => !tag.startsWith('X') && !ended).map(({ code }) => `unit=${code}`),
  ...areas.filter(({ root, ended }) => root === 'K' && !ended).map(({ tag }) => `area=${canary(tag)}`), `area=${canary('P1')}&unit=${unitBy('A1').code}`,
  'area=none', 'area_kind=land_requisition']

/** Counts anywhere in an answer, with the path that leads to them. */
function counts(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => counts(inner, `${path}.${name}`))
}
/** No counts of petitions: places, households, shares and rates of what is told. */
const about = /geometry|point|household_count|problem_count|under|share|\.value$|household_rate|median|averag|years_back|\.level$|_ha$|distance_m|\.below$/

describe.each(engines)('the kiosk on $name', ({ open }) => {
  let site: Site
  beforeAll(async () => {
    site = await openSite(open)
    for (const [tag, more] of Object.entries(crowd)) {
      await site.db.query(`
        insert into petition (county_code, matter_id, received_on, people_count, township_id, village_id, group_id, area_id, channel, state, purpose,
          place_status, is_first, is_collective, is_open, x, y, due_on, prev_on)
        select p.county_code, p.matter_id, current_date - n * 9, n, p.township_id, p.village_id, p.group_id, p.area_id, 2, p.state, 3, 1,
          false, n % 4 = 0, n % 3 > 0, p.x, p.y, current_date - 3, p.received_on
        from petition p, generate_series($2::int, 1, -1) n where p.matter_id = $1 and p.is_first`, [matterId(tag), more])
    }
    await site.db.query("select touch_data('990000')")
    await site.db.notify('outbox', '')
    await new Promise((resolve) => setTimeout(resolve, 500))
  })
  afterAll(() => site.close())

  const told = async (url: string): Promise<unknown> => {
    const answer = await site.ask('wall', url)
    expect(answer.statusCode, `${url} ${answer.body}`).toBe(200)
    return answer.json()
  }

  test('is told every count in fives, whatever it may ask: place by place, period by period, and both', async () => {
    const odd: string[] = []
    let seen = 0
    const look = async (url: string): Promise<void> => {
      for (const [path, n] of counts(await told(url)).filter(([at]) => !about.test(at) && !about.test(url))) {
        seen += n > 0 ? 1 : 0
        if (n % 5 !== 0) odd.push(`${url} ${path} = ${n}`)
      }
    }
    for (const place of places) {
      await look(`/api/summary?${place}`)
      await look(`/api/summary?${place}&period=365d`)
      for (const by of breakdowns) await look(`/api/feeds/breakdown?by=${by}&level=3&${place}&period=365d`)
      await look(`/api/feeds/same-period?${place}&period=365d`)
    }
    for (const period of periods) {
      await look(`/api/summary?period=${period}`)
      await look(`/api/feeds/units?level=group&period=${period}`)
      await look(`/api/feeds/key-areas?period=${period}`)
    }
    for (const level of ['township', 'village', 'group']) {
      await look(`/api/feeds/units?level=${level}`)
      await look(`/api/feeds/place-indicators?by=${level}`)
      for (const name of Object.keys(measures)) await look(`/api/measures/${name}?by=unit&level=${level}`)
    }
    expect(odd).toEqual([])
    expect(seen).toBeGreaterThan(300)
  })

  test('is told "<5" for a group with fewer, while the office reads the number', async () => {
    interface Features { features: { properties: { name: string, petitions: number | null, under: number | null, open: number | null } }[] }
    const of = async (who: string): Promise<Map<string, Features['features'][number]['properties']>> => {
      const { features } = (await site.ask(who, '/api/feeds/units?level=group')).json<Features>()
      return new Map(features.map(({ properties }) => [properties.name, properties]))
    }
    const [wall, office] = [await of('wall'), await of('office')]
    for (const [tag, more] of Object.entries(crowd)) {
      const n = more + 1
      expect(office.get(canary(tag))).toMatchObject({ petitions: n, under: null })
      expect(wall.get(canary(tag)), tag).toMatchObject(n < 5 ? { petitions: null, open: null, under: 5 } : { petitions: Math.floor(n / 5) * 5, under: null })
    }
  })

  test('cannot subtract a hidden cell out of its total: two numbers at least stay possible, mostly more', async () => {
    const { rows } = await site.db.query<{ pinned: number, open: number, groups: number }>(`
      with cells as (
        -- a hidden cell of x petitions, one neighbour of y and one of z, and the total of the three
        select x, in_fives(y, y < 5) as one, in_fives(z, z < 5) as two, in_fives(x + y + z, x + y + z < 5) as whole
        from generate_series(1, 4) x, generate_series(0, 40) y, generate_series(0, 40) z
      ), possible as (select count(distinct x) as n from cells group by one, two, whole)
      select count(*) filter (where n < 2) as pinned, count(*) filter (where n > 2) as open, count(*) as groups from possible`)
    const [row] = rows
    expect(Number(row?.pinned)).toBe(0)
    expect(Number(row?.open)).toBeGreaterThan(0.7 * Number(row?.groups))
  })

  test('cannot ask by date, text, box or kind, in any address', async () => {
    for (const address of ['/api/summary', '/api/feeds/units', '/api/feeds/key-areas', '/api/measures/petitions?by=area', '/tiles/petitions/5/25/13.mvt']) {
      for (const free of ['from=2026-01-01', 'to=2026-02-01', 'as_of=2026-03-01', 'q=x', 'bbox=104,27,105,28', 'kind=repeat', 'overdue=1', 'state=open',
        'category=0201', 'channel=visit', 'purpose=request', 'place=placed',
        'within=104,27;105,27;105,28', 'hexagon=h2_23289_3623']) {
        const answer = await site.ask('wall', `${address}${address.includes('?') ? '&' : '?'}${free}`)
        expect(answer.statusCode, `${address} ${free}`).toBe(403)
      }
    }
  })

  test('and those who see no points cannot find one by ever smaller polygons: each cell is in or out as a whole', async () => {
    const [lon, lat] = centreOf('A1a')
    const count = async (who: string, east: number, north: number): Promise<number> => {
      const ring = [[-1, -1], [1, -1], [0, 1]].map(([x = 0, y = 0]) => `${(lon + east + x * 0.00003).toFixed(6)},${(lat + north + y * 0.00003).toFixed(6)}`)
      return (await site.ask(who, `/api/summary?within=${ring.join(';')}`)).json<{ matters: number }>().matters
    }
    for (const who of ['office', 'villageA1']) {
      expect([await count(who, 0, 0), await count(who, 0.0001, 0), await count(who, 0, -0.0001)], who).toEqual([1, 0, 0])
    }
    // a small triangle holds the point only where it holds the middle of the point's cell: some places around say one, most nothing
    for (const who of ['leader', 'planner']) {
      const found: number[] = []
      for (let east = -0.0006; east <= 0.0006; east += 0.0001) found.push(await count(who, east, 0))
      expect(found.filter((n) => n > 0).length, who).toBeLessThanOrEqual(1)
    }
    const [west, south, east, north] = boxOf('K')
    const whole = `${west - 0.01},${south - 0.01};${east + 0.01},${south - 0.01};${east + 0.01},${north + 0.01};${west - 0.01},${north + 0.01}`
    const all = await Promise.all(['leader', 'office'].map(async (who) => (await site.ask(who, `/api/summary?within=${whole}`)).json<{ matters: number }>().matters))
    expect(all[0]).toBe(all[1])
  })

  test('and those who see no points cannot find one by ever smaller boxes: a box means whole cells to them', async () => {
    const [lon, lat] = centreOf('A1a')
    const count = async (who: string, east: number): Promise<number> => {
      const [from, to] = [(lon + east - 0.00002).toFixed(6), (lon + east + 0.00002).toFixed(6)]
      const answer = await site.ask(who, `/api/summary?bbox=${from},${lat - 0.00002},${to},${lat + 0.00002}`)
      return answer.json<{ matters: number }>().matters
    }
    for (const who of ['office', 'villageA1']) expect([await count(who, -0.00006), await count(who, 0), await count(who, 0.00006)], who).toEqual([0, 1, 0])
    // six metres beside it, on the side where the cell goes on, the answer is the same as on the spot
    for (const who of ['leader', 'planner']) {
      expect(await count(who, 0), who).toBe(1)
      expect(Math.max(await count(who, -0.00006), await count(who, 0.00006)), who).toBe(1)
    }
  })
})
