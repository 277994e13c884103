import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

interface Seen { id: number, kind: string, area: string | null, unit: string | null, counts: Record<string, number> }

/** Opens a stream and hands over a way to read it until `enough` says so; the text is what came over the socket. */
async function openStream(url: string, headers: Record<string, string>, enough: (events: Seen[]) => boolean, ms = 30_000) {
  const abort = new AbortController()
  const timer = setTimeout(() => { abort.abort() }, ms)
  const answer = await fetch(`${url}/api/events`, { headers, signal: abort.signal })
  return { heard: () => read(answer, abort, timer, enough) }
}

const listen = async (...of: Parameters<typeof openStream>): ReturnType<typeof read> => await (await openStream(...of)).heard()

async function read(answer: Response, abort: AbortController, timer: NodeJS.Timeout, enough: (events: Seen[]) => boolean) {
  let text = ''
  const events = (): Seen[] => [...text.matchAll(/id: (\d+)\nevent: change\ndata: (.*)\n\n/g)]
    .map(([, id, data]) => ({ ...JSON.parse(data ?? '{}') as Omit<Seen, 'id'>, id: Number(id) }))
  try {
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString()
      if (enough(events())) break
    }
  } catch (error) {
    if (!abort.signal.aborted) throw error
  } finally {
    clearTimeout(timer)
  }
  // whoever was still being told things was not sent away
  const sentAway = !abort.signal.aborted && !enough(events())
  abort.abort()
  return { status: answer.status, headers: answer.headers, text, events: events(), sentAway }
}

describe.each(engines)('the stream of changes on $name', ({ open }) => {
  let it: TestApp
  let url = ''
  beforeAll(async () => {
    it = await openTestApp({ open })
    await it.app.listen({ port: 0, host: '127.0.0.1' })
    url = `http://127.0.0.1:${(it.app.server.address() as AddressInfo).port}`
  }, 240_000)
  afterAll(() => it.close())

  const emit = async (unit: number | null, counts: Record<string, number> = { petitions: 1 }): Promise<number> => {
    const { rows: [row] } = await it.db.query<{ id: number }>(
      `select emit_event('petition-registered', null, $1::int, $2::jsonb) as id`, [unit, JSON.stringify(counts)])
    await it.db.notify('outbox', 'test')
    return row?.id ?? 0
  }
  const headersOf = async (who: string, last?: number): Promise<Record<string, string>> => ({
    cookie: await it.cookieOf(who), ...(last === undefined ? {} : { 'last-event-id': String(last) }),
  })

  test('carries what happens from now on, with the headers of every answer', async () => {
    const stream = await openStream(url, await headersOf('leader'), (events) => events.length > 0)
    const id = await emit(it.units.village, { petitions: 3 })
    const { status, headers, events } = await stream.heard()
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(events).toEqual([expect.objectContaining({ id, kind: 'petition-registered', unit: '990000001001', counts: { petitions: 3 } })])
  })

  test('resumes after the last event seen, with no hole and nothing twice', async () => {
    const ids: number[] = []
    for (let n = 0; n < 12; n += 1) ids.push(await emit(it.units.township))
    const first = await listen(url, await headersOf('leader', (ids[0] ?? 0) - 1), (events) => events.length >= 5)
    const cut = first.events[4]?.id ?? 0
    const second = await listen(url, await headersOf('leader', cut), (events) => events.at(-1)?.id === ids.at(-1))
    expect([...first.events.slice(0, 5), ...second.events].map(({ id }) => id)).toEqual(ids)
  })

  test.each([
    ['leader', ['county', 'township', 'village', 'group', 'sibling', 'whole']],
    ['township', ['township', 'village', 'group']],
    ['village', ['village', 'group']],
    ['group', ['group']],
    ['wall', ['county', 'township', 'village', 'group', 'sibling', 'whole']],
  ])('shows %s the events of %j and of no other unit', async (who, seen) => {
    const { units } = it
    const places = { county: units.county, township: units.township, village: units.village, group: units.group, sibling: units.sibling, whole: null }
    const sent = new Map<number, string>()
    for (const [name, unit] of Object.entries(places)) sent.set(await emit(unit), name)
    const last = Math.min(...sent.keys()) - 1
    const { events } = await listen(url, await headersOf(who, last), (all) => all.length >= seen.length)
    expect(events.map(({ id }) => sent.get(id))).toEqual(seen)
    // the stream and the table's policy say the same
    const { rows: [account] } = await it.db.query<{ id: string, scope: number[] }>(
      'select id, array(select unit_id from account_scope where account_id = id) as scope from account where username = $1', [who])
    const { rows } = await it.db.read<{ id: number }>({ accountId: account?.id ?? null, role: who, scopeUnits: account?.scope ?? [] },
      'select id from outbox where id > $1 order by id', [last])
    expect(rows.map(({ id }) => sent.get(id))).toEqual(seen)
  })

  test('is closed to the administrators, who have no business with it', async () => {
    for (const who of ['sysadmin', 'secadmin', 'auditor']) {
      expect((await fetch(`${url}/api/events`, { headers: await headersOf(who) })).status).toBe(403)
    }
  })

  test('carries numbers only: a text in an event is refused', async () => {
    await expect(it.db.query(`select emit_event('petition-registered', null, null, '{"name": "张三"}')`))
      .rejects.toMatchObject({ code: 'RG422' })
  })

  test('ends for somebody whose account is disabled', async () => {
    const headers = await headersOf('planner')
    const stream = await openStream(url, headers, () => false)
    await it.db.query(`update account set disabled_at = now() where username = 'planner'`)
    await new Promise((done) => setTimeout(done, 2_500))
    await emit(it.units.county)
    expect(await stream.heard()).toMatchObject({ events: [], sentAway: true })
  })
})
