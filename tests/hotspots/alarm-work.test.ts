/** The alarm as work: who is told, what is said about it, and how long that holds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tellOwnWrite } from '../../api/data-version.ts'
import type { AlarmAnswer } from '../../api/contract/alarms.ts'
import type { WorkRow } from '../../api/contract/feeds/my-work.ts'
import { engines } from '../setup/engines.ts'
import { openGround, type Ground } from '../responses/ground.ts'

// later than any week that the program itself looks at while the test runs
const weeks = ['2998-12-28', '2999-01-04', '2999-01-11', '2999-01-18'] as const
const cells = [11, 12, 13, 14]

describe.each(engines)('an alarm waits until somebody says what it is, on $name', ({ open }) => {
  let at: Ground
  beforeAll(async () => { at = await openGround(open) }, 240_000)
  afterAll(() => at.close())

  /** A look with one cluster; returns the cluster's id. */
  async function look(week: string, { observed = 12, hexagons = cells, level = 'signal', from = '2998-12-01' } = {}): Promise<number> {
    const { rows: [run] } = await at.db.query<{ id: string }>(`
      insert into alarm_run (county_code, key, week_ends_on, weeks, longest_weeks, radius_m, locations, matters, replications)
      values ('990000', gen_random_uuid()::text, $1, 52, 8, 5000, 40, 300, 999) returning id::text`, [week])
    const { rows: [signal] } = await at.db.query<{ id: number }>(`
      insert into alarm_signal (county_code, run_id, rank, level, geom, radius_m, hexagons, from_on, to_on, observed, expected, relative_risk, p, recurrence_days, village_id)
      values ('990000', $1, 1, $2, st_setsrid(st_point(104.02, 27.02), 4326), 1400, $3, $4, $5, $6, 1.6, 8, 0.001, 7000, $7) returning id::int as id`,
    [run?.id, level, hexagons, from, week, observed, at.units.village])
    await at.db.query('select touch_data($1)', ['990000'])
    tellOwnWrite()
    return signal?.id ?? 0
  }
  const waiting = async (who: string): Promise<WorkRow[]> => (await at.feed<WorkRow>(who, 'my-work?all=1')).rows.filter(({ kind }) => kind === 'alarm')
  const told = async (): Promise<AlarmAnswer['features'][number]['properties']> => {
    const answer = await at.feed('planner', 'alarms') as unknown as AlarmAnswer
    const [first] = answer.features
    if (!first) throw new Error('no alarm')
    return first.properties
  }
  const say = (alarm: number, version: number, said = 'explained', who = 'office', key?: string) =>
    at.act(who, 'answer-alarm', { alarm_id: alarm, said, reason: '施工挖断供水主管，已抢修', version }, key)
  let first = 0

  it('is a row of the office’s and the leader’s list, to be looked into within seven days, and of nobody else’s', async () => {
    first = await look(weeks[0])
    for (const who of ['office', 'leader']) {
      expect(await waiting(who)).toMatchObject([{ kind: 'alarm', id: first, due_on: weeks[1], state_name: '预警，待查明', state_name_en: 'Signal to be looked into', version: 0, unit_code: '990000001001' }])
    }
    for (const who of ['township', 'village', 'planner']) expect(await waiting(who), who).toEqual([])
    expect(await told()).toMatchObject({ id: first, state: 'signal', version: 0, due_on: weeks[1], answers: [] })
  })

  it('stays when it was seen, and is gone when it was explained; both can be read, the latest first, by role and not by name', async () => {
    expect(await say(first, 0, 'seen')).toMatchObject({ status: 200, body: { alarm_id: first, said: 'seen', version: 1 } })
    expect(await waiting('office')).toMatchObject([{ id: first, again: true, version: 1, state_name: '已看到，仍待查明' }])
    expect((await say(first, 1)).status).toBe(200)
    expect(await waiting('office')).toEqual([])
    expect(await told()).toMatchObject({ state: 'explained', version: 2, answers: [
      { said: 'explained', said_name_en: 'Explained', reason: '施工挖断供水主管，已抢修', role_name: '信访局' }, { said: 'seen' }] })
  })

  it('is answered once by a repeated request, by the faster of two, by those whose work it is, and never changed', async () => {
    const [one, again] = [await say(first, 2, 'acted', 'leader', 'key-of-alarm'), await say(first, 2, 'acted', 'leader', 'key-of-alarm')]
    expect([one.status, again.status, again.body]).toEqual([200, 200, one.body])
    expect(await say(first, 2, 'acted')).toMatchObject({ status: 409 })
    expect((await say(first, 3, 'acted', 'planner')).status).toBe(403)
    expect((await say(999_999, 0)).status).toBe(404)
    expect((await at.act('office', 'answer-alarm', { alarm_id: first, said: 'explained', reason: ' ', version: 3 })).status).toBe(400)
    expect((await at.act('office', 'answer-alarm', { alarm_id: first, said: 'forgotten', reason: '不知道', version: 3 })).status).toBe(400)
    const { rows } = await at.db.query(`select (select count(*)::int from alarm_answer) as answers, (select count(*)::int from audit where action = 'answer-alarm') as audits,
      (select count(*)::int from outbox where kind = 'alarm-answered') as events, has_any_column_privilege('rg_office', 'alarm_answer', 'update') as may_change, has_table_privilege('rg_office', 'alarm_answer', 'delete') as may_delete`)
    expect(rows).toEqual([{ answers: 3, audits: 3, events: 3, may_change: false, may_delete: false }])
  })

  it('the same cluster a week later is answered already; grown by half, or somewhere else, it waits anew', async () => {
    const later = await look(weeks[1], { observed: 14, hexagons: [12, 13, 14, 15, 16] })
    expect(await waiting('office')).toEqual([])
    expect(await told()).toMatchObject({ id: later, state: 'acted', version: 3 })
    const grown = await look(weeks[2], { observed: 18 })
    expect(await waiting('office')).toMatchObject([{ id: grown, version: 0 }])
    expect((await say(grown, 0)).status).toBe(200)
    const elsewhere = await look(weeks[3], { observed: 6, hexagons: [14, 70, 71, 72], level: 'watch' })
    expect(await waiting('office')).toMatchObject([{ id: elsewhere, due_on: '2999-02-01', state_name: '留意，待查看' }])
  })

  it('what chance brings is no work, and cannot be answered', async () => {
    const none = await look('2999-01-25', { level: 'none' })
    expect(await waiting('office')).toEqual([])
    expect((await say(none, 0)).status).toBe(404)
  })
})
