import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { canary, canariesIn } from './canaries.ts'
import { everyCaller, isStranger, type Account } from './callers.ts'
import { foreign, sees } from './may-read.ts'
import { centreOf, unitBy, units } from './places.ts'
import { openSite, type Site } from './site.ts'
import { refusal } from './refusal.ts'
import { pairId, runId, tokenId } from './world.ts'
import { workId } from './world-responses.ts'

interface Write { says: string, url: string, method?: 'DELETE', roles: string, body?: Record<string, unknown>, twin?: { url?: string, body?: Record<string, unknown> }, own: (caller: Account) => boolean }

const within = (tag: string) => (caller: Account): boolean => sees(caller, tag)
const square = { type: 'Polygon', coordinates: [[[104.001, 27.601], [104.002, 27.601], [104.002, 27.602], [104.001, 27.601]]] }
const visit = { channel: 'visit', people_count: 3, title: '所求' }
const at = (tag: string): Record<string, unknown> => ({ lon: centreOf(tag)[0], lat: centreOf(tag)[1] })

/**
 * Writes at what lies in township B or county X; `twin` is the same at what does not exist, `own` says for whom it is no
 * trespass (those are not asked).
 */
const writes: readonly Write[] = [
  { says: 'moves a matter', url: '/api/actions/move-matter', roles: 'office township village', own: within('B1b'),
    body: { matter_no: canary('B1b'), to: 'handling', version: 1 }, twin: { body: { matter_no: 'no-such-matter', to: 'handling', version: 1 } } },
  { says: 'moves a matter of another county', url: '/api/actions/move-matter', roles: 'office township village', own: within('XA1a'),
    body: { matter_no: canary('XA1a'), to: 'handling', version: 1 }, twin: { body: { matter_no: 'no-such-matter', to: 'handling', version: 1 } } },
  { says: 'takes a matter over', url: '/api/actions/place-matter', roles: 'office township planner', own: within('B1b'),
    body: { matter_no: canary('B1b'), unit_code: unitBy('A1a').code, reason: '更正' }, twin: { body: { matter_no: 'no-such-matter', unit_code: unitBy('A1a').code, reason: '更正' } } },
  { says: 'adds to a matter', url: '/api/actions/register-petition', roles: 'office township', own: within('B1b'),
    body: { ...visit, matter_no: canary('B1b') }, twin: { body: { ...visit, matter_no: 'no-such-matter' } } },
  { says: 'registers in a unit', url: '/api/actions/register-petition', roles: 'office township', own: within('B1b'),
    body: { ...visit, unit_code: unitBy('B1b').code }, twin: { body: { ...visit, unit_code: '990000999999999' } } },
  { says: 'registers at a point', url: '/api/actions/register-petition', roles: 'office township', own: within('K'),
    body: { ...visit, ...at('XA1a') }, twin: { body: { ...visit, lon: 110, lat: 20 } } },
  { says: 'pushes a matter out', url: '/api/actions/place-matter', roles: 'office township planner', own: within('B1b'),
    body: { matter_no: canary('A1a'), unit_code: unitBy('B1b').code, reason: '移送' }, twin: { body: { matter_no: canary('A1a'), unit_code: '990000999999999', reason: '移送' } } },
  { says: 'pushes a matter over the border', url: '/api/actions/place-matter', roles: 'office township planner', own: within('B1b'),
    body: { matter_no: canary('A1a'), ...at('B1b'), reason: '移送' }, twin: { body: { matter_no: canary('A1a'), lon: 110, lat: 20, reason: '移送' } } },
  { says: 'retires an area', url: '/api/actions/retire-key-area', roles: 'office planner', own: ({ scope }) => scope.includes('K'),
    body: { code: canary('P1') }, twin: { body: { code: 'no-such-area' } } },
  { says: 'draws an area', url: '/api/actions/save-key-area', roles: 'office planner', own: ({ scope }) => scope.includes('K'),
    body: { code: 'new-area', name: '新区', kind: 'land_requisition', geometry: square } },
  { says: 'ends somebody\'s token', url: `/api/tokens/${tokenId('leaderB')}`, method: 'DELETE', roles: 'leader office township village group planner auditor',
    own: ({ name }) => name === 'leaderB', twin: { url: '/api/tokens/00000000-0000-4000-8000-000000000000' } },
  { says: 'undoes an import', url: `/api/imports/${runId.X}`, method: 'DELETE', roles: 'office planner', own: ({ scope }) => scope.includes('X'),
    twin: { url: '/api/imports/999999' } },
  { says: 'takes a step of a task', url: '/api/actions/move-task', roles: 'leader office township village group', own: within('B1b'),
    body: { task_id: workId('B1b'), to: 'acknowledged', version: 1 } },
  { says: 'moves a problem', url: '/api/actions/move-problem', roles: 'office township village', own: within('B1b'),
    body: { problem_no: canary('B1b'), to: 'classified', version: 1 }, twin: { body: { problem_no: 'no-such-problem', to: 'classified', version: 1 } } },
  { says: 'gives a task to a unit', url: '/api/actions/assign-task', roles: 'office township village', own: within('B1b'),
    body: { response: canary('P3'), unit: unitBy('B1b').code, title: '任务', due_on: '2099-01-01' } },
  { says: 'moves an area of another county', url: '/api/actions/move-response', roles: 'office', own: within('X'),
    body: { response: canary('XP'), to: 'consolidating', version: 1 }, twin: { body: { response: 'no-such-response', to: 'consolidating', version: 1 } } },
  { says: 'hands over an area of another county', url: '/api/actions/hand-over-response', roles: 'office', own: within('X'),
    body: { response: canary('XP'), version: 1, reason: '移交' }, twin: { body: { response: 'no-such-response', version: 1, reason: '移交' } } },
  { says: 'records a revisit of a matter', url: '/api/actions/record-revisit', roles: 'office township village', own: within('B1b'),
    body: { matter_no: canary('B1b'), result: 'satisfied' }, twin: { body: { matter_no: 'no-such-matter', result: 'satisfied' } } },
  { says: 'decides about a pair', url: '/api/actions/decide-same', roles: 'office township', own: (caller) => sees(caller, 'A1a') && sees(caller, 'B1b'),
    body: { pair_id: pairId('A1a', 'B1b'), decision: 'same', version: 1 }, twin: { body: { pair_id: 999_999, decision: 'same', version: 1 } } },
  { says: 'decides about a group of pairs', url: '/api/actions/decide-same-group', roles: 'office township', own: (caller) => sees(caller, 'A1a') && sees(caller, 'B1b'),
    body: { pairs: [{ pair_id: pairId('A1a', 'B1b'), version: 1 }], decision: 'later' }, twin: { body: { pairs: [{ pair_id: 999_999, version: 1 }], decision: 'later' } } },
  { says: 'takes the mergings of a group back', url: '/api/actions/split-same-group', roles: 'office township', own: (caller) => sees(caller, 'A1a') && sees(caller, 'B1b'),
    body: { merges: [{ merge_id: pairId('A1a', 'B1b'), version: 1 }], reason: '误合并' }, twin: { body: { merges: [{ merge_id: 999_999, version: 1 }], reason: '误合并' } } },
  { says: 'answers an alarm of another county', url: '/api/actions/answer-alarm', roles: 'office leader', own: within('X'),
    body: { alarm_id: runId.X, said: 'explained', reason: '已查明', version: 1 }, twin: { body: { alarm_id: 999_999, said: 'explained', reason: '已查明', version: 1 } } },
  { says: 'takes a merging back', url: '/api/actions/split-matter', roles: 'office township', own: (caller) => sees(caller, 'A1a') && sees(caller, 'B1b'),
    body: { merge_id: pairId('A1a', 'B1b'), version: 1, reason: '误合并' }, twin: { body: { merge_id: 999_999, version: 1, reason: '误合并' } } },
  { says: 'records help', url: '/api/actions/record-care', roles: 'office township', own: within('B1b'),
    body: { matter_no: canary('B1b'), written_reply_on: '2026-05-01' }, twin: { body: { matter_no: 'no-such-matter', written_reply_on: '2026-05-01' } } },
  { says: 'makes an account', url: '/api/actions/create-account', roles: 'sysadmin', own: ({ role }) => role === 'sysadmin', body: { username: 'intruder', display_name: '新' } },
  { says: 'disables an account', url: '/api/actions/disable-account', roles: 'sysadmin', own: ({ role }) => role === 'sysadmin', body: { username: 'leaderb', disabled: true } },
  { says: 'resets a password', url: '/api/actions/reset-password', roles: 'sysadmin', own: ({ role }) => role === 'sysadmin', body: { username: 'leaderb' } },
  { says: 'sets quiet hours', url: '/api/actions/set-notice-hours', roles: 'sysadmin', own: ({ role }) => role === 'sysadmin',
    body: { digest_at: '09:00', quiet_from: '21:00', quiet_until: '07:00' } },
  { says: 'sends notices elsewhere', url: '/api/actions/set-webhook', roles: 'sysadmin', own: ({ role }) => role === 'sysadmin',
    body: { name: 'elsewhere', adapter: 'json', url: 'http://127.0.0.1:9/', account: 'office', enabled: true } },
  { says: 'takes a second factor off', url: '/api/actions/reset-second-factor', roles: 'secadmin', own: ({ role }) => role === 'secadmin', body: { username: 'leaderb' } },
  { says: 'grants a role', url: '/api/actions/set-role', roles: 'secadmin', own: ({ role }) => role === 'secadmin', body: { username: 'leaderb', role: 'office' } },
  { says: 'grants a scope', url: '/api/actions/set-scope', roles: 'secadmin', own: ({ role }) => role === 'secadmin', body: { username: 'leaderb', units: ['990000'] } },
]

describe.each(engines)('a write where the caller has no business, on $name', ({ open }) => {
  let site: Site
  beforeAll(async () => { site = await openSite(open) })
  afterAll(() => site.close())

  /** Every row of every table that a write could touch, as one text per table. */
  async function rows(): Promise<Record<string, string>> {
    const found: Record<string, string> = {}
    for (const table of ['matter', 'petition', 'petitioner', 'place_history', 'key_area', 'key_area_unit', 'admin_unit', 'account', 'account_scope',
      'api_token', 'import_run', 'petition_tally', 'clock_tally', 'tile_cell', 'outbox', 'data_version', 'setting', 'idempotency_key',
      'response_task', 'problem', 'response_event', 'joint_response', 'revisit', 'matter_care']) {
      const { rows: [row] } = await site.db.query<{ hash: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from ${table} t`)
      found[table] = row?.hash ?? ''
    }
    return found
  }

  test.each(writes)('$says: refused, without a trace, as if it were not there', async (write) => {
    const { url, roles, body, twin, own } = write
    const method = write.method ?? 'POST'
    const before = await rows()
    for (const caller of everyCaller) {
      const [stranger, may] = [isStranger(caller.name), roles.split(' ').includes(caller.role)]
      if (!stranger && own(caller)) continue
      const answer = await site.ask(caller.name, url, { method, payload: body })
      if (stranger) expect(answer.statusCode, caller.name).toBe(401)
      else if (may) expect([403, 404, 422], `${caller.name} ${answer.body}`).toContain(answer.statusCode)
      else expect(answer.statusCode, `${caller.name} ${answer.body}`).toBe(403)
      if (!may || stranger || !twin) continue
      const other = await site.ask(caller.name, twin.url ?? url, { method, payload: twin.body ?? body })
      expect(refusal(answer), caller.name).toBe(refusal(other))
    }
    expect(await rows()).toEqual(before)
  })

  test('by somebody with business there is done, so that the refusals above prove something', async () => {
    for (const [name, url, body] of [
      ['office', '/api/actions/move-matter', { matter_no: canary('B1b'), to: 'handling', version: 1 }],
      ['townshipA', '/api/actions/place-matter', { matter_no: canary('A1a'), unit_code: unitBy('A1b').code, reason: '更正' }],
      ['clerk', '/api/actions/register-petition', { ...visit, unit_code: unitBy('A2b').code }],
      ['clerk', '/api/actions/register-petition', { ...visit, matter_no: canary('B1b') }],
      ['villageA1', '/api/actions/move-matter', { matter_no: canary('A1'), to: 'handling', version: 1 }],
    ] as const) {
      const answer = await site.ask(name, url, { method: 'POST', payload: body })
      expect(answer.statusCode, `${name} ${url} ${answer.body}`).toBe(200)
    }
  })

  test('is not needed to hear events: a resumed stream tells each caller his own, and the wall nothing of where', async () => {
    await site.app.listen({ port: 0, host: '127.0.0.1' })
    const url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}/api/events`
    const mineOf = (caller: typeof everyCaller[number]): string[] =>
      units.filter(({ tag }) => !tag.startsWith('X') && sees(caller, tag)).map(({ tag }) => tag.toLowerCase())
    const heard = await Promise.all(everyCaller.map(async (caller) => {
      const abort = new AbortController()
      let timer = setTimeout(() => { abort.abort() }, 30_000)
      let text = ''
      const mine = mineOf(caller)
      const cookie = site.cookieOf(caller.name)
      const answer = await fetch(url, { headers: { 'last-event-id': '0', ...(cookie === undefined ? {} : { cookie }) }, signal: abort.signal })
      try {
        for await (const chunk of answer.body ?? []) {
          text += Buffer.from(chunk).toString()
          const told = canariesIn(text)
          if (!mine.every((tag) => told.has(tag))) continue
          // all of his own is here; what is not his would come with it or right after it
          clearTimeout(timer)
          timer = setTimeout(() => { abort.abort() }, mine.length > 0 ? 1_000 : 4_000)
        }
      } catch (error) {
        if (!abort.signal.aborted) throw error
      }
      clearTimeout(timer)
      return { caller, status: answer.status, text }
    }))
    for (const { caller, status, text } of heard) {
      const listens = !isStranger(caller.name) && !['sysadmin', 'secadmin', 'auditor'].includes(caller.role)
      expect(status, caller.name).toBe(listens ? 200 : isStranger(caller.name) ? 401 : 403)
      const told = canariesIn(text)
      // what concerns the whole county concerns its wall
      if (caller.role === 'wall' && caller.scope.includes('K')) told.delete('knone')
      expect(foreign(caller, told), caller.name).toEqual([])
      if (!listens) continue
      const mine = mineOf(caller)
      expect([...told].filter((tag) => mine.includes(tag)).sort(), caller.name).toEqual(mine.sort())
      if (caller.role === 'wall') expect(text).not.toMatch(/"unit":"|"area":"|petitions/)
    }
  })
})
