import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GapRow } from '../../api/contract/feeds/gaps.ts'
import type { MatrixRow } from '../../api/contract/feeds/response-matrix.ts'
import { feed as replies, type ReplyRow } from '../../api/contract/feeds/replies.ts'
import type { ResponseRow } from '../../api/contract/feeds/responses.ts'
import { PLANS } from '../../data/responses/plans.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

interface List<Row> { rows: Row[], total: number }

describe.each(engines)('the joint responses of the demo county on $name', ({ openDemo }) => {
  let demo: DemoApp
  beforeAll(async () => { demo = await openDemoApp(openDemo) })
  afterAll(() => demo.close())

  const asOf = 'as_of=2026-11-22'
  const areaOf = (response: string): string => response.replace('990128-S-', '').replace('990128-', '').replaceAll('-', '_')

  it('replay the example: six county leaders, over 120 members, 526 households all visited, 835 problems, most settled', async () => {
    const { rows: [first] } = await demo.ask<List<ResponseRow>>('leader', `/api/feeds/responses?area=990128-K01&${asOf}`)
    expect(first?.leads.filter(({ level, valid_to }) => level === 'county' && valid_to === null)).toHaveLength(6)
    expect(first?.force.reduce((sum, { member_count }) => sum + member_count, 0)).toBe(126)
    expect(first?.visits).toEqual({ planned: 526, done: 526 })
    expect(first?.problems).toMatchObject({ total: 835, closed: 720, deferred: 61 })
    expect(first?.five_ones.n).toBe(5)
    const states = new Map(first?.problems.by_state.map(({ state, n }) => [state, n]))
    expect(Object.fromEntries(states)).toEqual(PLANS[0]?.problems)
  })

  it('have every gap that was sown, and no other', async () => {
    const { rows, total } = await demo.ask<List<GapRow>>('leader', `/api/feeds/gaps?limit=1000&${asOf}`)
    const found: Record<string, Record<string, number>> = {}
    for (const { response, kind } of rows) {
      const of = found[areaOf(response)] ??= {}
      of[kind] = (of[kind] ?? 0) + 1
    }
    const sown = Object.fromEntries(PLANS.filter(({ seeded }) => Object.keys(seeded).length > 0).map(({ area, seeded }) => [area, seeded]))
    expect(found).toEqual(sown)
    expect(total).toBe(rows.length)
    // every kind is sown; the gap of ended ground has a test of its own (hand-over)
    const { rows: kinds } = await demo.db.query<{ code: string }>("select code from work_word where list = 'gap' and code <> 'area_ended'")
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(kinds.map(({ code }) => code)))
  })

  it('say of each gap who should act and since when', async () => {
    const { rows } = await demo.ask<List<GapRow>>('leader', `/api/feeds/gaps?limit=1000&${asOf}`)
    const of = (kind: string) => rows.filter((row) => row.kind === kind)
    expect(new Set(of('group_unvisited').map(({ level, unit_name }) => [level, unit_name !== null].join()))).toEqual(new Set(['group,true']))
    expect(of('no_department').every(({ level, days, subject_code }) => level === 'county' && days === 33 && subject_code.includes('-'))).toBe(true)
    expect(of('idle').every(({ days, subject }) => days !== null && days > 0 && subject === 'task')).toBe(true)
    expect(of('unassigned').map(({ response, level }) => `${areaOf(response)} ${level}`).sort()).toEqual(['K03 group', 'K10 group', 'K10 township', 'K10 village'])
  })

  it('sum up the gaps of the matrix as the list does, by area and by level', async () => {
    const matrix = await demo.ask<List<MatrixRow>>('leader', `/api/feeds/response-matrix?${asOf}`)
    for (const { response, gaps, cells } of matrix.rows) {
      expect(cells.reduce((sum, cell) => sum + cell.gaps, 0)).toBe(gaps)
      for (const { level, gaps: n } of cells) {
        expect([response, level, (await demo.ask<List<GapRow>>('leader', `/api/feeds/gaps?response=${response}&level=${level}&${asOf}`)).total]).toEqual([response, level, n])
      }
    }
    expect(matrix.total).toBe(PLANS.length)
  })

  it('flag issue types that were answered in different words, and keep to their contract', async () => {
    const answer = await demo.ask<List<ReplyRow> & { flagged: number }>('office', `/api/feeds/replies?response=990128-K01&${asOf}`)
    expect([...Compile(replies.answer).Errors(answer)]).toEqual([])
    const standard = answer.rows.find(({ category }) => category === '520301')
    expect(standard?.standard).toContain('打入户卡')
    for (const { differ, off_standard, given, problems } of answer.rows) {
      expect(differ).toBe(given.length > 1)
      expect(given.reduce((sum, { n }) => sum + n, 0)).toBe(problems)
      if (off_standard) expect(given.length).toBeGreaterThan(0)
    }
    expect(answer.flagged).toBe(answer.rows.filter(({ differ, off_standard }) => differ || off_standard).length)
    expect(answer.flagged).toBeGreaterThan(0)
  })

  it('were lived day by day: each record begins at the beginning and ends where its row stands', async () => {
    const { rows: [odd] } = await demo.db.query(`
      with line as (
        select e.*, lag(e.to_state) over (partition by e.subject, e.subject_id order by e.id) as before, lag(e.at) over (partition by e.subject, e.subject_id order by e.id) as earlier
        from response_event e
      ), last as (select distinct on (subject, subject_id) subject, subject_id, to_state from response_event order by subject, subject_id, id desc)
      select (select count(*)::int from line where from_state is distinct from before or at < earlier) as broken,
        (select count(*)::int from line l where before is not null and subject not in ('commitment', 'visit') and not exists (
          select from work_move m where m.machine = l.subject and m.from_state = l.before and m.to_state = l.to_state)) as illegal,
        (select count(*)::int from problem p join last l on l.subject = 'problem' and l.subject_id = p.id and l.to_state <> p.state) as problems,
        (select count(*)::int from response_task t join last l on l.subject = 'task' and l.subject_id = t.id and l.to_state <> t.state) as tasks,
        (select count(*)::int from problem p where not exists (select from last l where l.subject = 'problem' and l.subject_id = p.id)) as silent`)
    expect(odd).toEqual({ broken: 0, illegal: 0, problems: 0, tasks: 0, silent: 0 })
  })

  it('keep with each event what the row had after it: the last one says what the row says', async () => {
    for (const [table, subject] of [['response_task', 'task'], ['problem', 'problem'], ['joint_response', 'response'], ['household_visit_round', 'visit']] as const) {
      const { rows } = await demo.db.query(`
        select t.id, f.key, f.value, to_jsonb(t) -> f.key as now
        from (select distinct on (subject_id) * from response_event where subject = '${subject}' order by subject_id, id desc) e
        join ${table} t on t.county_code = e.county_code and t.id = e.subject_id cross join jsonb_each(e.facts) f
        where f.key <> 'acted_at' and case when f.key ~ '_at$' and f.value <> 'null'
          then (f.value #>> '{}')::timestamptz is distinct from (to_jsonb(t) ->> f.key)::timestamptz else to_jsonb(t) -> f.key is distinct from f.value end limit 3`)
      expect([table, rows]).toEqual([table, []])
    }
  })

  it.each(['2026-05-01', '2026-09-15', '2025-08-08'])('stand on %s as the events up to that day say', async (day) => {
    const { rows: [recount] } = await demo.db.query<{ problems: Record<string, number>, tasks: Record<string, number>, stages: Record<string, string> }>(`
      with last as (select distinct on (subject, subject_id) subject, subject_id, to_state, response_id from response_event
        where at < ($1::date + 1)::timestamp at time zone 'Asia/Shanghai' order by subject, subject_id, id desc)
      select (select jsonb_object_agg(to_state, n) from (select to_state, count(*) as n from last where subject = 'problem' group by 1) p) as problems,
        (select jsonb_object_agg(to_state, n) from (select to_state, count(*) as n from last where subject = 'task' group by 1) t) as tasks,
        (select jsonb_object_agg(r.code, l.to_state) from last l join joint_response r on r.id = l.subject_id where l.subject = 'response') as stages`, [day])
    const { rows: areas } = await demo.ask<List<ResponseRow>>('leader', `/api/feeds/responses?as_of=${day}`)
    expect(Object.fromEntries(areas.map(({ response, state }) => [response, state]))).toEqual(recount?.stages)
    // who took over later, and what was handed over then, is not known yet
    for (const { leads } of areas) for (const { valid_from, valid_to } of leads) expect([valid_from <= day, (valid_to ?? day) <= day]).toEqual([true, true])
    const told: Record<string, number> = {}
    for (const { problems } of areas) for (const { state, n } of problems.by_state) told[state] = (told[state] ?? 0) + n
    expect(told).toEqual(recount?.problems)
    const tasks: Record<string, number> = {}
    for (const { state } of (await demo.ask<List<{ state: string }>>('leader', `/api/feeds/tasks?limit=10000&as_of=${day}`)).rows) tasks[state] = (tasks[state] ?? 0) + 1
    expect(tasks).toEqual(recount?.tasks)
    const matrix = await demo.ask<List<MatrixRow>>('leader', `/api/feeds/response-matrix?as_of=${day}`)
    expect(matrix.rows.reduce((sum, { gaps }) => sum + gaps, 0)).toBe((await demo.ask<List<GapRow>>('leader', `/api/feeds/gaps?limit=1&as_of=${day}`)).total)
  })
})
