/** A county with one township, village and group on the map and a key area inside them, asked as the demo accounts. */
import { openTestApp, type TestApp } from '../setup/app.ts'
import type { Db } from '../../api/db/db.ts'

export const codes = {
  county: '990000', township: '990000001', village: '990000001001', group: '990000001001001', sibling: '990000002', area: 'AREA-1', response: 'R-1',
} as const

export interface Reply { status: number, body: Record<string, unknown> & { hint?: string, detail?: string, code?: string } }

export interface Ground extends TestApp {
  /** an action as a demo account */
  act(who: string, name: string, body: Record<string, unknown>, key?: string): Promise<Reply>
  /** an action that must succeed */
  done(who: string, name: string, body: Record<string, unknown>): Promise<Record<string, unknown>>
  /** a feed, parsed */
  feed<Row = Record<string, unknown>>(who: string, address: string): Promise<{ rows: Row[], total: number } & Record<string, unknown>>
}

const square = (west: number, south: number, side: number): string =>
  `MULTIPOLYGON(((${west} ${south},${west + side} ${south},${west + side} ${south + side},${west} ${south + side},${west} ${south})))`

export async function openGround(open: () => Promise<Db>): Promise<Ground> {
  const it = await openTestApp({ open })
  const places: [number, string][] = [[it.units.county, square(104, 27, 0.2)], [it.units.township, square(104, 27, 0.1)],
    [it.units.village, square(104, 27, 0.05)], [it.units.group, square(104, 27, 0.02)], [it.units.sibling, square(104.1, 27, 0.1)]]
  for (const [id, wkt] of places) await it.db.query('update admin_unit set geom = st_geomfromtext($2, 4326), household_count = 60 where id = $1', [id, wkt])
  await it.db.query(`insert into key_area (county_code, code, name, kind, geom, household_count) values ('990000', $1, '新城片区', 'land_requisition',
    st_geomfromtext($2, 4326), 60)`, [codes.area, square(104.002, 27.002, 0.01)])
  await it.db.query(`insert into department (county_code, code, name) values ('990000', 'D02', '县自然资源局'), ('990000', 'D07', '县民政局')`)
  let counter = 0
  const act: Ground['act'] = async (who, name, payload, key) => {
    const answer = await it.app.inject({
      method: 'POST', url: `/api/actions/${name}`, payload,
      headers: { cookie: await cookieOf(who), 'idempotency-key': key ?? `key-of-ground-${counter += 1}` },
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const cookies = new Map<string, string>()
  async function cookieOf(who: string): Promise<string> {
    const cookie = cookies.get(who) ?? await it.cookieOf(who)
    cookies.set(who, cookie)
    return cookie
  }
  return {
    ...it, act,
    async done(who, name, body) {
      const reply = await act(who, name, body)
      if (reply.status !== 200) throw new Error(`${who} ${name}: ${reply.status} ${JSON.stringify(reply.body)}`)
      return reply.body
    },
    async feed(who, address) {
      const answer = await it.app.inject({ url: `/api/feeds/${address}`, headers: { cookie: await cookieOf(who) } })
      if (answer.statusCode !== 200) throw new Error(`${who} ${address}: ${answer.statusCode} ${answer.body}`)
      return answer.json()
    },
  }
}

/** A day some days from now, in the county. */
export const inDays = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
