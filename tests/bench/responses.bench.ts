import { randomUUID } from 'node:crypto'
import { askEach } from './asking.ts'
import type { Bench, World } from './figures.ts'
import { byEngine, median, quantile } from './figures.ts'

const areas = 500

/**
 * Five hundred areas at work, each statement for all of them; `$1` is the county. The events are the record behind what the
 * matrix shows: two of each task (five tasks a unit), the rest evenly on forty problems an area, all of the last four months.
 */
const statements = (events: number): string[] => [
  `insert into key_area (county_code, code, name, kind, geom, household_count, valid_from)
    select $1, 'BENCH-' || n, '测算片区' || n, 'other', st_multi(st_expand(u.point, 0.0015)), 60, '2025-01-01'
    from (select point, row_number() over (order by code) as n from admin_unit where county_code = $1 and level = 'group' and valid_to is null) u
    where n <= ${areas}`,
  `insert into joint_response (county_code, code, title, area_id, state, changed_at) select $1, k.code, k.name, k.id, 'resolving', now() - interval '100 days' from key_area k where k.code like 'BENCH-%'`,
  `insert into response_task (county_code, response_id, area_id, unit_id, level, township_id, village_id, group_id, title, state, assigned_at, ack_due_at, due_on, acted_at, changed_at)
    select $1, r.id, r.area_id, u.id, u.level, u.township_id, u.village_id, u.group_id, '任务' || n,
      (array['assigned', 'acknowledged', 'acting', 'reported', 'confirmed'])[1 + (r.id + n) % 5], now() - n * interval '3 days', now() - n * interval '1 day', current_date + n,
      now() - n * interval '3 days', now() - n * interval '3 days'
    from joint_response r join key_area_unit s on s.area_id = r.area_id join admin_unit u on u.id = s.unit_id cross join generate_series(1, 5) n
    where r.code like 'BENCH-%'`,
  `insert into problem (county_code, response_id, area_id, unit_id, township_id, village_id, group_id, problem_no, title, category, source, state, department_id, due_on,
      collected_on, kept_on, acted_at, changed_at)
    select $1, r.id, r.area_id, u.id, u.township_id, u.village_id, u.group_id, r.code || '-' || n, '问题' || n, 520301, 'visit',
      case when n <= 30 then 'struck' when n <= 36 then 'handling' else 'kept' end, case when n <> 31 then (select min(id) from department) end, current_date + 9,
      current_date - 100, current_date - 20, now() - n * interval '2 days', now() - n * interval '2 days'
    from joint_response r join lateral (select u.* from key_area_unit s join admin_unit u on u.id = s.unit_id and u.level = 'group' where s.area_id = r.area_id limit 1) u on true
    cross join generate_series(1, 40) n where r.code like 'BENCH-%'`,
  `insert into commitment (county_code, response_id, area_id, unit_id, township_id, village_id, group_id, title, made_on, due_on)
    select p.county_code, p.response_id, p.area_id, p.unit_id, p.township_id, p.village_id, p.group_id, '承诺', current_date - 50, current_date - 5 + p.id::int % 20
    from problem p where p.problem_no like 'BENCH-%' and p.id % 10 = 0`,
  // every event with what its row was, as the program writes it, and numbered in the order of time
  `insert into response_event (county_code, response_id, area_id, subject, subject_id, level, township_id, village_id, group_id, from_state, to_state, role, at, facts)
    select $1, t.response_id, t.area_id, 'task', t.id, t.level, t.township_id, t.village_id, t.group_id, case n when 2 then 'assigned' end, case n when 1 then 'assigned' else t.state end,
      'office', t.assigned_at - (2 - n) * interval '30 days', facts_of(to_jsonb(t))
    from response_task t cross join generate_series(1, 2) n where t.title like '任务_' and t.county_code = $1 order by t.assigned_at - (2 - n) * interval '30 days'`,
  `insert into response_event (county_code, response_id, area_id, subject, subject_id, township_id, village_id, group_id, from_state, to_state, role, at, facts)
    select p.county_code, p.response_id, p.area_id, 'problem', p.id, p.township_id, p.village_id, p.group_id, 'handling', case n when 0 then p.state else 'handling' end, 'township',
      p.changed_at - n * interval '2 days', facts_of(to_jsonb(p))
    from problem p cross join generate_series(0, ${Math.ceil(events / (areas * 40)) - 1}) n where p.problem_no like 'BENCH-%' order by p.changed_at - n * interval '2 days'`,
]

async function fill(world: World, events: number): Promise<void> {
  await world.db.transaction(async (tx) => {
    await tx.query(`select set_config('app.bulk', 'on', true)`)
    for (const sql of statements(events)) await tx.query(sql, sql.includes('$1') ? [world.county] : [])
    await tx.query('select touch_data($1)', [world.county])
  }, { budgetMs: 900_000 })
  await tidy(world)
  await world.db.notify('outbox', world.county)
}

const tidy = async (world: World): Promise<void> => {
  for (const table of ['key_area', 'key_area_unit', 'joint_response', 'response_task', 'problem', 'commitment', 'response_event']) {
    await world.db.query(`vacuum analyze ${table}`, [], { budgetMs: 300_000 })
  }
}

/** The events hang on no key (a record outlives its subject), so they are taken back by name: a kept county would hold those of every run. */
async function clear(world: World): Promise<void> {
  await world.db.transaction(async (tx) => {
    await tx.query(`select set_config('app.bulk', 'on', true)`)
    await tx.query(`delete from response_event where (county_code, response_id) in (select county_code, id from joint_response where code like 'BENCH-%')`)
    await tx.query(`delete from joint_response where code like 'BENCH-%'`)
    await tx.query(`delete from key_area where code like 'BENCH-%'`)
  }, { budgetMs: 900_000 })
  await tidy(world)
}

/** One acknowledgement after the other, each a request of its own. @returns ms of each */
async function acknowledge(world: World, count: number): Promise<number[]> {
  const { rows } = await world.db.query<{ id: string, version: number }>(
    `select id, version from response_task where level = 'county' and state = 'assigned' order by id limit $1`, [count])
  const cookie = await world.cookieOf('office')
  const times: number[] = []
  for (const { id, version } of rows) {
    const began = performance.now()
    const answer = await fetch(`${world.url}/api/actions/move-task`, {
      method: 'POST', headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ task_id: Number(id), to: 'acknowledged', version }),
    })
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
    await answer.arrayBuffer()
    times.push(performance.now() - began)
  }
  return times
}

/** The matrix of 500 areas and four levels over a million events, a day of its own for each asking; one step of a task. */
export const bench: Bench = {
  name: 'responses',
  async run(world) {
    const events = byEngine(world.engine, 1_000_000, 100_000)
    await fill(world, events)
    try {
      const cookie = await world.cookieOf('leader')
      // by the county's clock; days to come have today's states, days before are told by the record
      const inDays = (n: number): string => new Date(Date.now() + 8 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10)
      const asked = Array.from({ length: byEngine(world.engine, 60, 20) }, (_, n) => n)
      const times = async (address: string, on: readonly string[]): Promise<number[]> =>
        (await askEach(on.map((day) => `${world.url}/api/feeds/${address}as_of=${day}`), cookie, 2)).map(({ ms }) => ms)
      const ahead = asked.map(inDays)
      const before = asked.map((n) => inDays(-n - 1))
      const matrix = await times('response-matrix?', ahead)
      const earlier = await times('response-matrix?', before)
      const gaps = await times('gaps?limit=100&', ahead)
      const earlierGaps = await times('gaps?limit=100&', before)
      const record = await times('response-events?limit=100&response=BENCH-7&', ahead)
      const steps = await acknowledge(world, byEngine(world.engine, 100, 60))
      const { rows: [has] } = await world.db.query<{ events: string, tasks: string, problems: string }>(
        'select (select count(*) from response_event)::text as events, (select count(*) from response_task)::text as tasks, (select count(*) from problem)::text as problems')
      const note = `${areas} areas more, ${has?.tasks} tasks, ${has?.problems} problems, ${has?.events} events in all`
      return [
        { name: 'response matrix, p50', value: median(matrix), unit: 'ms', note },
        { name: 'response matrix, p95', value: quantile(matrix, 0.95), unit: 'ms', limit: { atMost: byEngine(world.engine, 150, 600) }, note },
        { name: 'response matrix of a past day, p95', value: quantile(earlier, 0.95), unit: 'ms', note },
        { name: 'gap list, p95', value: quantile(gaps, 0.95), unit: 'ms', note },
        { name: 'gap list of a past day, p95', value: quantile(earlierGaps, 0.95), unit: 'ms', note },
        { name: 'record of one response, p95', value: quantile(record, 0.95), unit: 'ms', note },
        { name: 'one step of a task, p50', value: median(steps), unit: 'ms', note },
        { name: 'one step of a task, p95', value: quantile(steps, 0.95), unit: 'ms', limit: { atMost: byEngine(world.engine, 30, 100) }, note },
      ]
    } finally {
      await clear(world)
    }
  },
}
