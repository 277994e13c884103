import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Notices } from '../../api/contract/feeds/notices.ts'
import { deliverNotices } from '../../api/notices/deliver.ts'
import { makeDigests } from '../../api/notices/digests.ts'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** A moment of the county's clock, some days from today. */
const at = (time: string, days = 0): number => Date.parse(`${inDays(days)}T${time}:00+08:00`)
/** Usual times: digests at half past eight, quiet from eight in the evening until eight in the morning. */
const usual = { digest_at: '08:30', quiet_from: '20:00', quiet_until: '08:00' }

describe.each(engines)('notices on $name', ({ open }) => {
  let ground: Ground
  let receiver: Server
  /** what a receiver was sent, and what it says to the next ones */
  const got: { url: string, headers: NodeJS.Dict<string | string[]>, body: string }[] = []
  let says: { status: number, body: string } = { status: 200, body: '{"errcode":0}' }
  let address = ''
  beforeAll(async () => {
    ground = await openGround(open)
    receiver = createServer((request, answer) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        got.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() })
        answer.writeHead(says.status, { location: '/elsewhere' }).end(says.body)
      })
    })
    await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready))
    address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  }, 240_000)
  afterAll(async () => {
    await new Promise((done) => receiver.close(done))
    await ground.close()
  })

  const notices = async (who: string): Promise<Notices> => await ground.feed(who, 'notices') as unknown as Notices
  const lines = async (who: string, at_ = 0): Promise<Record<string, number>> =>
    Object.fromEntries((await notices(who)).rows[at_]?.lines.map(({ kind, n }) => [kind, n]) ?? [])
  /** Events as if they had happened at `when`. */
  async function events(n: number, kind: string, unit: number | null, when: number): Promise<void> {
    await ground.db.query(`insert into outbox (county_code, at, kind, unit_id) select '990000', $4, $2, $3 from generate_series(1, $1::int)`,
      [n, kind, unit, new Date(when).toISOString()])
  }
  const told = async (): Promise<number> => (await ground.db.query<{ n: number }>('select count(*)::int as n from notice where counts <> \'{}\'')).rows[0]?.n ?? -1
  const tomorrow = (time: string): number => at(time, 1)

  it('a storm of five hundred events is one message with one number, and the day after has its own', async () => {
    await makeDigests(ground.db, at('09:00', -1))
    const before = (await notices('village')).rows.length
    await events(500, 'task-changed', ground.units.village, at('10:00', -1))
    expect(await makeDigests(ground.db, at('09:00'))).toBeGreaterThan(0)
    const { rows, unread } = await notices('village')
    expect([rows.length - before, unread]).toEqual([1, 1])
    expect(await lines('village')).toEqual({ task_changed: 500 })
    await events(3, 'problem-changed', ground.units.village, at('11:00'))
    await makeDigests(ground.db, tomorrow('09:00'))
    expect(await lines('village')).toEqual({ problem_changed: 3 })
  })

  it('a digest made twice, by two processes at once or again after a crash in its middle, is one', async () => {
    await events(2, 'task-changed', ground.units.group, at('12:00', 1))
    const [{ rows: [due] }] = [await ground.db.query<{ account_id: string, role: string, scope_units: number[], day: string }>(
      `select account_id, role, scope_units, day::text as day from due_notices($1, '{group}')`, [new Date(at('09:00', 2)).toISOString()])]
    if (!due) throw new Error('the group has a digest to come')
    const crash = ground.db.as({ accountId: due.account_id, role: due.role, scopeUnits: due.scope_units }, async (tx) => {
      await tx.query('select make_digest($1, $2)', [due.day, new Date(at('09:00', 2)).toISOString()])
      throw new Error('the power is gone')
    })
    await expect(crash).rejects.toThrow('the power is gone')
    const earlier = await told()
    await Promise.all([makeDigests(ground.db, at('09:00', 2)), makeDigests(ground.db, at('09:01', 2))])
    expect(await makeDigests(ground.db, at('09:02', 2))).toBe(0)
    expect(await lines('group')).toEqual({ task_changed: 2 })
    const { rows } = await notices('group')
    expect(new Set(rows.map((row) => row.day)).size).toBe(rows.length)
    expect(await told()).toBeGreaterThan(earlier)
  })

  it('nobody is told anything in quiet hours, and what was late then comes in the morning', async () => {
    await events(1, 'task-changed', ground.units.village, at('12:00', 2))
    for (const time of ['20:00', '23:59']) expect(await makeDigests(ground.db, at(time, 2))).toBe(0)
    for (const time of ['00:00', '07:59']) expect(await makeDigests(ground.db, at(time, 3))).toBe(0)
    await ground.done('village', 'set-notice-preference', { enabled: true, digest_at: '21:30', kinds: ['task_changed'] })
    expect((await notices('village')).preference).toEqual({ enabled: true, digest_at: '21:30', kinds: ['task_changed'] })
    await makeDigests(ground.db, at('08:00', 4))
    // wanted at half past nine in the evening: given at the end of the quiet hours
    expect((await notices('village')).rows[0]?.day).toBe(inDays(3))
    expect(await lines('village')).toEqual({ task_changed: 1 })
  })

  it('at any minute of any day with any times set: quiet is quiet, and a day comes once and in order', async () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
    await fc.assert(fc.asyncProperty(time, time, time, async (wanted, from, until) => {
      const { rows } = await ground.db.query<{ quiet: boolean, day: string | null }>(`
        select is_quiet(t, $2::time, $3::time) as quiet, digest_day(t, $1::time, $2::time, $3::time)::text as day
        from generate_series('2026-03-02T00:00+08'::timestamptz, '2026-03-05T00:00+08', interval '15 minutes') t order by t`, [wanted, from, until])
      for (const { quiet, day: one } of rows) expect(quiet).toBe(one === null)
      const days = rows.flatMap((row) => row.day ?? [])
      expect([...days].sort()).toEqual(days)
    }), { numRuns: 25 })
  })

  it('somebody is told of his own units and of nothing else, and only what he wants to hear', async () => {
    await ground.done('township', 'set-notice-preference', { enabled: true, digest_at: '09:00', kinds: ['task_changed', 'petition_registered'] })
    await makeDigests(ground.db, at('10:00', 4))
    await events(4, 'task-changed', ground.units.sibling, at('11:00', 4))
    await events(2, 'task-changed', ground.units.village, at('11:00', 4))
    await events(7, 'problem-changed', ground.units.village, at('11:00', 4))
    await events(1, 'alarm', null, at('11:00', 4))
    await makeDigests(ground.db, at('10:00', 5))
    expect(await lines('township')).toEqual({ task_changed: 2 })
    expect(await lines('office')).toMatchObject({ task_changed: 6, problem_changed: 7, alarm: 1 })
    expect(JSON.stringify((await notices('office')).rows[0])).not.toMatch(/99000000|东乡|西乡/)
  })

  it('what waits is counted as the list of work and the gap finder count it', async () => {
    await ground.done('office', 'open-response', { code: codes.response, title: '新城片区联动处置', area: codes.area })
    await ground.done('office', 'move-response', { response: codes.response, to: 'surveying', version: 1 })
    await ground.done('office', 'assign-task', { response: codes.response, unit: codes.county, title: '牵头会商', due_on: inDays(3) })
    await makeDigests(ground.db, at('10:00', 6))
    const now = await lines('office')
    const late = await ground.feed('office', `my-work?as_of=${inDays(6)}`) as unknown as { buckets: Record<string, number> }
    expect([now['overdue'], now['gaps']]).toEqual([late.buckets['overdue'], (await ground.feed('office', `gaps?as_of=${inDays(6)}`)).total])
    expect(now['overdue']).toBeGreaterThan(0)
  })

  it('a day with nothing to tell stays silent, and so does somebody who turned his digest off', async () => {
    await ground.done('group', 'set-notice-preference', { enabled: true, digest_at: '08:30', kinds: ['imported'] })
    await ground.done('village', 'set-notice-preference', { enabled: false, digest_at: '08:30', kinds: ['task_changed'] })
    const before = [(await notices('group')).rows.length, (await notices('village')).rows.length]
    await events(5, 'task-changed', ground.units.group, at('11:00', 6))
    await makeDigests(ground.db, at('10:00', 7))
    expect([(await notices('group')).rows.length, (await notices('village')).rows.length]).toEqual(before)
    expect(await makeDigests(ground.db, at('10:01', 7))).toBe(0)
  })

  it('reading marks the own ones and no other’s', async () => {
    const mine = await notices('township')
    const [first] = mine.rows
    expect(await ground.done('group', 'read-notices', { all_until: 9_999_999 })).toMatchObject({ read: expect.any(Number) as number })
    expect((await notices('township')).unread).toBe(mine.unread)
    expect(await ground.done('group', 'read-notices', { notice_id: first?.notice_id })).toMatchObject({ read: 0 })
    expect(await ground.done('township', 'read-notices', { notice_id: first?.notice_id })).toMatchObject({ read: 1 })
    expect((await notices('township')).unread).toBe(mine.unread - 1)
    await ground.done('township', 'read-notices', { all_until: first?.notice_id })
    expect((await notices('township')).unread).toBe(0)
    expect((await ground.act('township', 'set-notice-preference', { enabled: true, digest_at: '08:30', kinds: ['no_such_kind'] })).status).toBe(422)
  })

  it('the county’s times are one setting that the system administrator alone keeps', async () => {
    expect((await notices('leader')).hours).toEqual(usual)
    await ground.done('sysadmin', 'set-notice-hours', { digest_at: '09:00', quiet_from: '18:30', quiet_until: '08:30' })
    expect((await notices('leader')).hours).toEqual({ digest_at: '09:00', quiet_from: '18:30', quiet_until: '08:30' })
    expect((await ground.act('office', 'set-notice-hours', usual)).status).toBe(403)
    expect((await ground.act('sysadmin', 'set-notice-hours', { ...usual, quiet_from: '25:00' })).status).toBe(400)
    await ground.done('sysadmin', 'set-notice-hours', usual)
  })

  describe('on their way to other programs', () => {
    const secret = 'a secret of sixteen or more'
    const hook = (more: Record<string, unknown> = {}) => ({ name: '县平台', adapter: 'json', url: address, secret, account: 'leader', enabled: true, ...more })
    const deliveries = async (): Promise<Record<string, unknown>[]> => (await ground.feed('sysadmin', 'notice-deliveries')).rows
    /** An address at which nobody listens any more. */
    async function nobodyThere(): Promise<string> {
      const gone = createServer()
      await new Promise<void>((ready) => gone.listen(0, '127.0.0.1', ready))
      const { port } = gone.address() as AddressInfo
      await new Promise((done) => gone.close(done))
      return `http://127.0.0.1:${port}/`
    }
    beforeAll(() => ground.done('leader', 'set-notice-preference', { enabled: true, digest_at: '08:30', kinds: ['petition_registered'] }))
    let today = 10
    /** A new day on which the leader has something to hear. */
    async function nextDigest(n = 6): Promise<number> {
      today += 2
      await makeDigests(ground.db, at('10:00', today))
      await events(n, 'petition-registered', ground.units.village, at('11:00', today))
      today += 1
      await makeDigests(ground.db, at('10:00', today))
      return at('10:01', today)
    }

    it('nothing leaves before somebody says where to', async () => {
      expect(await deliverNotices(ground.db, await nextDigest(), 'https://map.example')).toBe(0)
      expect([got.length, await deliveries()]).toEqual([0, []])
    })

    it('a digest goes out once, signed, as counts and links', async () => {
      await ground.done('sysadmin', 'set-webhook', hook())
      const now = await nextDigest()
      expect(await deliverNotices(ground.db, now, 'https://map.example')).toBe(1)
      expect(await deliverNotices(ground.db, now + day, 'https://map.example')).toBe(0)
      expect(got).toHaveLength(1)
      const [{ headers, body }] = got as [typeof got[number]]
      expect(headers['x-signature']).toBe(createHmac('sha256', secret).update(`${String(headers['x-timestamp'])}.${body}`).digest('hex'))
      const said = JSON.parse(body) as { day: string, lines: { kind: string, n: string, url: string }[] }
      expect(said.day).toBe(inDays(today))
      expect(said.lines.find(({ kind }) => kind === 'petition_registered')).toMatchObject({ n: '6', url: expect.stringMatching(/^https:\/\/map\.example\/notices\?notice=\d+&kind=petition_registered$/) as unknown })
      expect((await deliveries())[0]).toMatchObject({ webhook: '县平台', attempts: 1, status: 200, error: null, next_at: null })
    })

    it('fewer than five petitions are not told outside as a number', async () => {
      await deliverNotices(ground.db, await nextDigest(2), null)
      expect(JSON.parse(got.at(-1)?.body ?? '{}')).toMatchObject({ lines: expect.arrayContaining([expect.objectContaining({ kind: 'petition_registered', n: '<5', url: null })]) as unknown })
    })

    it('a host that refuses gets it again later, ever more seldom, with the same mark', async () => {
      says = { status: 500, body: 'out of order' }
      const before = got.length
      const now = await nextDigest()
      expect(await deliverNotices(ground.db, now, null)).toBe(0)
      expect(await deliverNotices(ground.db, now + minute / 2, null)).toBe(0)
      expect(got.length - before).toBe(1)
      expect((await deliveries())[0]).toMatchObject({ attempts: 1, status: 500, error: 'out of order', delivered_at: null, given_up_at: null })
      expect(await deliverNotices(ground.db, now + minute, null)).toBe(0)
      expect(await deliverNotices(ground.db, now + 2.5 * minute, null)).toBe(0)
      expect(got.length - before).toBe(2)
      says = { status: 200, body: 'ok' }
      expect(await deliverNotices(ground.db, now + 4 * minute, null)).toBe(1)
      expect(new Set(got.slice(before).map(({ headers }) => headers['x-notice-id'])).size).toBe(1)
    })

    it('nothing is sent in quiet hours', async () => {
      await nextDigest()
      const before = got.length
      expect(await deliverNotices(ground.db, at('22:00', today), null)).toBe(0)
      expect(got.length).toBe(before)
      expect(await deliverNotices(ground.db, at('08:00', today + 1), null)).toBe(1)
    })

    it('no redirect is followed, and a host that is not there is a fault like others', async () => {
      says = { status: 302, body: '' }
      const now = await nextDigest()
      expect(await deliverNotices(ground.db, now, null)).toBe(0)
      expect(got.at(-1)?.url).toBe('/hook')
      says = { status: 200, body: 'ok' }
      await ground.done('sysadmin', 'set-webhook', hook({ url: await nobodyThere() }))
      expect(await deliverNotices(ground.db, now + minute, null)).toBe(0)
      expect((await deliveries())[0]).toMatchObject({ attempts: 2, status: null, delivered_at: null })
      expect(String((await deliveries())[0]?.error)).not.toBe('')
    })

    it('an address that was turned off is given up and hears nothing more', async () => {
      await ground.done('sysadmin', 'set-webhook', hook({ enabled: false }))
      const before = got.length
      await deliverNotices(ground.db, at('10:00', today + 1), null)
      expect(got.length).toBe(before)
      expect((await deliveries())[0]?.given_up_at).not.toBeNull()
      expect(await deliverNotices(ground.db, await nextDigest(), null)).toBe(0)
    })

    it('robots of office programs get text, and their refusal inside a 200 is a refusal', async () => {
      await ground.done('sysadmin', 'set-webhook', hook({ name: '企业微信', adapter: 'wecom' }))
      await ground.done('sysadmin', 'set-webhook', hook({ name: '钉钉', adapter: 'dingtalk' }))
      says = { status: 200, body: '{"errcode":93000,"errmsg":"invalid"}' }
      const now = await nextDigest(8)
      const before = got.length
      expect(await deliverNotices(ground.db, now, 'https://map.example')).toBe(0)
      says = { status: 200, body: '{"errcode":0}' }
      expect(await deliverNotices(ground.db, now + 2 * minute, 'https://map.example')).toBe(2)
      const sent = got.slice(before).filter(({ url }) => url.startsWith('/hook'))
      for (const { body } of sent) expect((JSON.parse(body) as { text: { content: string } }).text.content).toContain('新登记信访件：8 https://map.example/notices?notice=')
      const signed = new URL(sent.find(({ url }) => url.includes('sign='))?.url ?? '/', address).searchParams
      expect(signed.get('sign')).toBe(createHmac('sha256', secret).update(`${signed.get('timestamp')}\n${secret}`).digest('base64'))
    })

    it('the secret is in no audit row and no answer', async () => {
      const { rows } = await ground.db.query<{ text: string }>(`select coalesce(string_agg(detail::text, ' '), '') as text from audit where action = 'set-webhook'`)
      expect(rows[0]?.text).toContain('县平台')
      expect(rows[0]?.text).not.toContain(secret)
      expect(JSON.stringify(await ground.done('sysadmin', 'set-webhook', hook({ enabled: false, secret: undefined })))).not.toContain(secret)
      const { rows: [kept] } = await ground.db.query<{ value: { name: string, secret: string }[] }>(`select value from setting where key = 'notices.webhooks'`)
      expect(kept?.value.find(({ name }) => name === '县平台')?.secret).toBe(secret)
    })

    it('the settings tell what is set and what became of it, to the system administrator alone and without the secret', async () => {
      const settings = await ground.feed('sysadmin', 'notice-settings') as unknown as { webhooks: Record<string, unknown>[], hours: unknown }
      expect(settings.hours).toEqual(usual)
      expect(settings.webhooks.find(({ name }) => name === '县平台')).toMatchObject({ account: 'leader', enabled: false, has_secret: true })
      expect(settings.webhooks.find(({ name }) => name === '钉钉')).toMatchObject({ adapter: 'dingtalk', last: { attempts: expect.any(Number) as number } })
      expect(JSON.stringify(settings)).not.toContain(secret)
      await expect(ground.feed('office', 'notice-settings')).rejects.toThrow('403')
    })

    it('an address must be one, and its account known', async () => {
      expect((await ground.act('sysadmin', 'set-webhook', hook({ url: 'ftp://example' }))).status).toBe(400)
      expect((await ground.act('sysadmin', 'set-webhook', hook({ account: 'nobody' }))).status).toBe(422)
      expect((await ground.act('office', 'set-webhook', hook())).status).toBe(403)
    })
  })
})
