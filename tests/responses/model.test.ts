import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventRow } from '../../api/contract/feeds/response-events.ts'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'
import { above, letter, levels, own, path, roles, states, taskStepIsLegal, type Role } from './machines.ts'

interface Step { who: Role, to: string, stale: boolean, twice: boolean, bare: boolean }
const step = (names: readonly string[]): fc.Arbitrary<Step> => fc.record({
  who: fc.constantFrom(...roles), to: fc.constantFrom(...names), stale: fc.boolean(), twice: fc.boolean(), bare: fc.boolean(),
})
/** Half of all steps go where the model says that one can go, or most walks would never leave the start. */
const walk = (names: readonly string[]) => fc.array(fc.tuple(step(names), fc.nat(999)), { minLength: 4, maxLength: 14 })

describe.each(engines)('the machines of the joint response on $name', ({ name, open }) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await openGround(open)
    await ground.done('office', 'open-response', { code: codes.response, title: '片区联动处置', area: codes.area })
  }, 240_000)
  afterAll(() => ground.close())
  const numRuns = name === 'server' ? 60 : 12

  /** The record of one thing, oldest first. */
  async function record(subject: string, id: unknown): Promise<EventRow[]> {
    const { rows } = await ground.feed<EventRow>('office', `response-events?subject=${subject}&subject_id=${String(id)}&limit=1000`)
    return rows.reverse()
  }

  it(`tasks: whatever ${numRuns} random teams try, only legal steps are taken, none that was acknowledged is missing, and the record is whole`, async () => {
    let illegal = 0
    let legal = 0
    await fc.assert(fc.asyncProperty(fc.constantFrom(...levels), walk(states), async (level, walked) => {
      const { task_id } = await ground.done('office', 'assign-task', { response: codes.response, unit: codes[level], title: '任务', due_on: inDays(9) })
      const taken = ['assigned']
      let [state, version] = ['assigned', 1]
      let reporter: Role | null = null
      for (const [drawn, luck] of walked) {
        const ways = [...own[state] ?? [], ...above[state] ?? []]
        const guided = luck % 2 === 0 && ways.length > 0
        const to = guided ? ways[luck % ways.length] as string : drawn.to
        const able = roles.filter((role) => taskStepIsLegal(role, level, state, to, reporter))
        const who = guided && able.length > 0 ? able[luck % able.length] as Role : drawn.who
        const stale = drawn.stale && luck % 5 === 0
        const body = { task_id, to, version: stale ? version + 1 : version, ...drawn.bare ? {} : { reason: '理由', report: '结果' } }
        const key = `model-${String(task_id)}-${taken.length}-${Math.random()}`
        const reply = await ground.act(who, 'move-task', body, key)
        const needs = drawn.bare && ['refused', 'cancelled', 'returned'].includes(to)
        const reportless = drawn.bare && to === 'reported' && !taken.includes('reported')
        if (who === 'planner') expect(reply.status).toBe(403)
        else if (!stale && taskStepIsLegal(who, level, state, to, reporter) && !needs && (!reportless || reply.status === 200)) {
          expect([who, level, state, to, reply.status]).toEqual([who, level, state, to, 200])
          legal += 1
          if (drawn.twice) expect(await ground.act(who, 'move-task', body, key)).toEqual(reply)
          state = to
          version = Number(reply.body.version)
          taken.push(to)
          if (to === 'reported') reporter = who
        } else {
          expect([who, level, state, to, reply.status >= 400 && reply.status < 500]).toEqual([who, level, state, to, true])
          illegal += 1
        }
      }
      const events = await record('task', task_id)
      expect(events.map(({ to_state }) => to_state)).toEqual(taken)
      expect(events.map(({ from_state }) => from_state)).toEqual([null, ...taken.slice(0, -1)])
      expect(events.every(({ at }, i) => i === 0 || Date.parse(at) >= Date.parse(String(events[i - 1]?.at)))).toBe(true)
    }), { numRuns })
    expect(illegal).toBeGreaterThan(numRuns)
    expect(legal).toBeGreaterThan(numRuns)
  }, 300_000)

  it(`problems: ${numRuns} random walks keep to the path, and every refusal names the legal ones`, async () => {
    const names = Object.keys(path)
    const { rows: [category] } = await ground.db.query<{ code: string }>(`select lpad(min(code)::text, 6, '0') as code from category where level = 3`)
    await fc.assert(fc.asyncProperty(walk(names), async (walked) => {
      const { problem_no } = await ground.done('group', 'add-problem', { response: codes.response, unit: codes.group, title: '问题', source: 'visit' })
      const taken = ['collected']
      let [state, version] = ['collected', 1]
      for (const [drawn, luck] of walked) {
        const ways = Object.keys(path[state] ?? {})
        const guided = luck % 4 !== 0
        const to = guided ? ways[luck % ways.length] as string : drawn.to
        const who = guided ? (['office', 'township'] as const)[luck % 2] as Role : drawn.who
        if (to === 'confirmed' && state === 'kept') await ground.done('village', 'record-revisit', { problem_no, result: 'satisfied' })
        const reply = await ground.act(who, 'move-problem', { problem_no, to, version, reason: '理由', category: category?.code, department: 'D02', plan: '方案',
          reply: '答复', route: 'litigation', due_on: inDays(9), ...to === 'deferred' ? { recheck_on: inDays(10 + taken.length * 100 + luck % 90) } : {} })
        const may = path[state]?.[to]?.includes(letter[who] ?? '-') ?? false
        expect([who, state, to, reply.status === 200]).toEqual([who, state, to, may])
        if (may) {
          state = to
          version = Number(reply.body.version)
          taken.push(to)
        } else if (letter[who] !== undefined) {
          expect(reply.status).toBe(409)
          const legal = Object.entries(path[state] ?? {}).filter(([, by]) => by.includes(letter[who] ?? '-')).map(([one]) => one).sort()
          expect(reply.body.hint?.replace('legal moves: ', '').split(', ').sort()).toEqual(legal.length === 0 ? ['-'] : legal)
        }
      }
      const { rows: [row] } = await ground.db.query<{ id: number, state: string, reopened: number }>(
        'select id, state, reopened_count as reopened from problem where problem_no = $1', [problem_no])
      expect([row?.state, row?.reopened]).toEqual([state, taken.filter((one) => one === 'reopened').length])
      expect((await record('problem', row?.id)).map(({ to_state }) => to_state)).toEqual(taken)
    }), { numRuns })
  }, 300_000)

  it('put off again to another day is a step of its own: on the record, and refused to who may not take it', async () => {
    const { problem_no } = await ground.done('group', 'add-problem', { response: codes.response, unit: codes.group, title: '再缓', source: 'visit' })
    const { rows: [category] } = await ground.db.query<{ code: string }>(`select lpad(min(code)::text, 6, '0') as code from category where level = 3`)
    let version = 1
    const move = async (who: Role, to: string, days: number) => await ground.act(who, 'move-problem', { problem_no, to, version, reason: '理由',
      category: category?.code, department: 'D02', ...to === 'deferred' ? { recheck_on: inDays(days) } : { due_on: inDays(9) } })
    for (const [to, days] of [['classified', 0], ['assigned', 0], ['deferred', 30], ['deferred', 60]] as const) {
      const reply = await move('office', to, days)
      expect([to, reply.status]).toEqual([to, 200])
      version = Number(reply.body.version)
    }
    expect((await move('village', 'deferred', 90)).status).toBe(409)
    const { rows: [row] } = await ground.db.query<{ id: number }>('select id from problem where problem_no = $1', [problem_no])
    expect((await record('problem', row?.id)).map(({ to_state }) => to_state)).toEqual(['collected', 'classified', 'assigned', 'deferred', 'deferred'])
  })

  it('two who act on one task at once: one step is taken, the other is told so, and nothing is lost', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { task_id } = await ground.done('office', 'assign-task', { response: codes.response, unit: codes.village, title: '同时', due_on: inDays(9) })
      const replies = await Promise.all([
        ground.act('village', 'move-task', { task_id, to: 'acknowledged', version: 1 }), ground.act('village', 'move-task', { task_id, to: 'refused', version: 1, reason: '无权' }),
      ])
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
      const done = replies.find(({ status }) => status === 200)
      const events = await record('task', task_id)
      expect(events.map(({ to_state }) => to_state)).toEqual(['assigned', done?.body.state])
      expect(replies.find(({ status }) => status === 409)?.body.hint).toMatch(/changed meanwhile|legal moves/)
    }
  })

  it('an event is never changed or removed, and an owner\'s stray statement neither', async () => {
    await expect(ground.db.query('update response_event set note = $1', ['x'])).rejects.toMatchObject({ code: 'RG403' })
    await expect(ground.db.query('delete from response_event')).rejects.toMatchObject({ code: 'RG403' })
  })

  it('a limit that an area sets for itself moves what still waits to be acknowledged, and goes back with it', async () => {
    const { task_id } = await ground.done('office', 'assign-task', { response: codes.response, unit: codes.township, title: '时限', due_on: inDays(9) })
    const due = async (): Promise<number> => {
      const { rows: [row] } = await ground.db.query<{ hours: number }>(
        'select extract(epoch from ack_due_at - assigned_at)::float8 / 3600 as hours from response_task where id = $1', [task_id])
      return row?.hours ?? -1
    }
    const before = await due()
    await ground.done('office', 'set-limit', { response: codes.response, level: 'township', ack_hours: 2 })
    expect(await due()).toBeCloseTo(2)
    await ground.done('office', 'set-limit', { response: codes.response, level: 'township' })
    expect(await due()).toBeCloseTo(before)
  })
})
