import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'
import { above, inScopeOf, levels, mayReassign, own, path, problemStepIsLegal, roles, stages, states, taskStepIsLegal, type Level, type Role } from './machines.ts'

/**
 * Thousands of walks, each step under the rights of its caller: the database walks them all in one statement, as model.test.ts walks a
 * few through the addresses. `texts`: what the step needs comes along; `stale`: of a version that is not the row's.
 */
interface Step { who: Role, to: string, texts: boolean, stale: boolean }
interface Walk { table: string, level: Level, steps: Step[] }
interface Walked { id: string, told: string[], state: string, version: number, taken: string[], from_states: (string | null)[], ordered: boolean }

/** One row per walk: what became of each step (ok, none: not the caller's row or not its version, or the code of the refusal), and the record. */
const walkAll = `
  create or replace function pg_temp.walk_all(walks jsonb, callers jsonb, due date, category int, department int, route smallint) returns table (id bigint, told text[], state text, version int, taken text[], from_states text[], ordered boolean)
  language plpgsql as $walk$
  declare
    w jsonb; s jsonb; n int; t text; one bigint; v int; who jsonb;
  begin
    for w in select * from jsonb_array_elements(walks) loop
      t := w ->> 'table';
      perform set_config('role', 'none', true);
      -- what is walked is made by nobody, and so recorded without being asked
      perform set_config('app.role', '', true);
      if t = 'response_task' then
        insert into response_task (county_code, response_id, unit_id, level, title, due_on)
        select '990000', r.id, u.id, u.level, 'walk', due from joint_response r, admin_unit u where r.code = '${codes.response}' and u.code = w ->> 'unit' returning response_task.id into one;
      elsif t = 'problem' then
        insert into problem (county_code, problem_no, response_id, unit_id, title, source, collected_on)
        select '990000', 'W-' || gen_random_uuid(), r.id, u.id, 'walk', 'visit', due from joint_response r, admin_unit u where r.code = '${codes.response}' and u.code = w ->> 'unit' returning problem.id into one;
      else
        insert into joint_response (county_code, code, title, sector) select '990000', 'W-' || gen_random_uuid(), 'walk', min(x.id) from sector x returning joint_response.id into one;
      end if;
      told := '{}';
      for s in select * from jsonb_array_elements(w -> 'steps') loop
        who := callers -> (s ->> 'who');
        perform set_config('role', 'none', true);
        execute format('select version from %I where county_code = ''990000'' and id = $1', t) into v using one;
        -- somebody was there before it is confirmed
        if t = 'problem' and s ->> 'to' = 'confirmed' then
          insert into revisit (county_code, response_id, unit_id, problem_id, on_date, result) select '990000', p.response_id, p.unit_id, p.id, county_day(now()), 'satisfied' from problem p where p.id = one;
        end if;
        perform set_config('app.account_id', who ->> 'account', true), set_config('app.role', s ->> 'who', true), set_config('app.scope_units', who ->> 'units', true);
        perform set_config('role', 'rg_' || (s ->> 'who'), true);
        begin
          if t = 'response_task' then
            update response_task x set state = s ->> 'to', reason = case when (s ->> 'texts')::boolean then 'r' end, report = case when (s ->> 'texts')::boolean then 'r' end
            where x.id = one and x.version = v + (s ->> 'stale')::boolean::int;
          elsif t = 'problem' then
            update problem x set state = s ->> 'to', reason = 'r', category = walk_all.category, department_id = walk_all.department, plan = 'p', reply = 'a', route = walk_all.route, due_on = due,
              recheck_on = case when s ->> 'to' = 'deferred' then due + x.version end
            where x.id = one and x.version = v + (s ->> 'stale')::boolean::int;
          else
            update joint_response x set state = s ->> 'to', reason = case when (s ->> 'texts')::boolean then 'r' end, lead_department_id = walk_all.department, resolution_plan = 'p', service_plan = 's'
            where x.id = one and x.version = v + (s ->> 'stale')::boolean::int;
          end if;
          get diagnostics n = row_count;
          told := told || case when n = 1 then 'ok' else 'none' end;
        exception when others then
          told := told || sqlstate;
        end;
      end loop;
      perform set_config('role', 'none', true);
      perform set_config('app.role', '', true);
      id := one;
      execute format('select state, version from %I where county_code = ''990000'' and id = $1', t) into state, version using one;
      select array_agg(e.to_state order by e.id), array_agg(e.from_state order by e.id), bool_and(e.at >= coalesce(e.before, e.at)) into taken, from_states, ordered
      from (select x.*, lag(x.at) over (order by x.id) as before from response_event x
        where x.county_code = '990000' and x.subject = case t when 'response_task' then 'task' when 'problem' then 'problem' else 'response' end and x.subject_id = one) e;
      return next;
    end loop;
  end $walk$`

describe.each(engines)('the machines of the joint response, walked many times on $name', ({ name, open }) => {
  let ground: Ground
  let callers: Record<string, { account: string, units: string }> = {}
  beforeAll(async () => {
    ground = await openGround(open)
    await ground.done('office', 'open-response', { code: codes.response, title: '新城片区联动处置', area: codes.area })
    const { rows } = await ground.db.query<{ role: string, account: string, units: string }>(`select a.role, a.id as account, array_agg(s.unit_id)::text as units
      from account a join account_scope s on s.account_id = a.id where a.role = any ($1) group by 1, 2`, [roles])
    callers = Object.fromEntries(rows.map(({ role, account, units }) => [role, { account, units }]))
  }, 240_000)
  afterAll(() => ground.close())

  // a refused step costs the embedded engine a little of its stack: few walks there, and model.test.ts takes others through the addresses
  const walks = name === 'server' ? 1_000 : 40
  const unitOf = (level: Level): string => codes[level]

  /** What must come of a walk, step by step, by the machines as they are written in machines.ts. */
  function expected({ table, level, steps }: Walk): { taken: string[], legal: boolean[] } {
    const taken = [table === 'response_task' ? 'assigned' : table === 'problem' ? 'collected' : 'proposed']
    let reporter: Role | null = null
    const legal = steps.map(({ who, to, texts, stale }) => {
      const from = taken.at(-1) as string
      const may = !stale && (table === 'response_task' ? (to === 'assigned' ? mayReassign(who, level, from) : taskStepIsLegal(who, level, from, to, reporter))
        && (texts || !['assigned', 'refused', 'cancelled', 'returned', 'reported'].includes(to))
        : table === 'problem' ? problemStepIsLegal(who, from, to) && inScopeOf(who, level)
          : who === 'office' && (stages[from]?.includes(to) ?? false) && (texts || !(to === 'revoked' || backwards(from, to))))
      if (!may) return false
      taken.push(to)
      if (to === 'reported') reporter = who
      return true
    })
    return { taken, legal }
  }
  const order = Object.keys(stages)
  const backwards = (from: string, to: string): boolean => order.indexOf(to) < order.indexOf(from)

  async function walk(all: readonly Walk[]): Promise<Walked[]> {
    return await ground.db.transaction(async (tx) => {
      await tx.query(walkAll)
      const { rows } = await tx.query<Walked>(`select w.* from pg_temp.walk_all($1, $2, $3::date, (select min(code) from category where level = 3),
        (select min(id) from department), (select min(id) from route)) w`,
      [JSON.stringify(all.map((one) => ({ table: one.table, unit: unitOf(one.level), steps: one.steps }))), JSON.stringify(callers), inDays(9)])
      return rows
    }, { budgetMs: 240_000 })
  }

  /** Half of all steps are legal ones, or most walks would never leave the start. */
  function drawn(table: string): fc.Arbitrary<Walk> {
    const names = table === 'response_task' ? states : table === 'problem' ? Object.keys(path) : Object.keys(stages)
    return fc.record({
      level: table === 'joint_response' ? fc.constant<Level>('county') : fc.constantFrom(...levels),
      luck: fc.array(fc.record({ who: fc.constantFrom(...roles), to: fc.constantFrom(...names), texts: fc.nat(3), stale: fc.nat(9), pick: fc.nat(999) }),
        { minLength: 3, maxLength: 14 }),
    }).map(({ level, luck }): Walk => {
      const steps: Step[] = []
      for (const one of luck) {
        const { taken } = expected({ table, level, steps })
        const from = taken.at(-1) as string
        const ways = table === 'response_task' ? [...own[from] ?? [], ...above[from] ?? []] : table === 'problem' ? Object.keys(path[from] ?? {}) : stages[from] ?? []
        const guided = one.pick % 3 !== 0 && ways.length > 0
        const to = guided ? ways[one.pick % ways.length] as string : one.to
        const able = roles.filter((role) => table === 'response_task' ? taskStepIsLegal(role, level, from, to, null)
          : table === 'problem' ? problemStepIsLegal(role, from, to) : role === 'office')
        steps.push({ who: guided && able.length > 0 ? able[one.pick % able.length] as Role : one.who, to, texts: one.texts > 0, stale: one.stale === 0 })
      }
      return { table, level, steps }
    })
  }

  it.each(['response_task', 'problem', 'joint_response'])(`%s: of ${walks} walks no step is taken that is not legal, none is lost, and each record is whole and in order`, async (table) => {
    const all = fc.sample(drawn(table), { numRuns: table === 'joint_response' ? Math.ceil(walks / 5) : walks, seed: 20_261_127 })
      // a step that only stays where it is, is no step
      .map((one) => ({ ...one, steps: one.steps.filter(({ to }, i) => to !== expected({ ...one, steps: one.steps.slice(0, i) }).taken.at(-1) || table === 'problem' && to === 'deferred') }))
    const came = await walk(all)
    const counts = { legal: 0, illegal: 0 }
    all.forEach((one, i) => {
      const { taken, legal } = expected(one)
      const row = came[i]
      const label = JSON.stringify(one)
      expect([label, row?.told.map((word) => word === 'ok')]).toEqual([label, legal])
      expect([label, row?.taken]).toEqual([label, taken])
      expect([label, row?.from_states, row?.state, row?.version, row?.ordered])
        .toEqual([label, [null, ...taken.slice(0, -1)], taken.at(-1), taken.length, true])
      // refused is refused by a rule, by a right, or by the version; never by an accident
      for (const word of row?.told ?? []) expect([label, ['ok', 'none', 'RG409', 'RG403', 'RG422', '42501'].includes(word)]).toEqual([label, true])
      counts.legal += legal.filter(Boolean).length
      counts.illegal += legal.filter((yes) => !yes).length
    })
    expect(Math.min(counts.legal, counts.illegal)).toBeGreaterThan(all.length / 2)
    // the counts of the pages are those of the walks
    if (table === 'joint_response') return
    const { rows } = await ground.db.query<{ state: string, n: number }>(`select state, count(*)::int as n from ${table} where title = 'walk' group by 1`)
    const stand: Record<string, number> = {}
    for (const { state } of came) stand[state] = (stand[state] ?? 0) + 1
    expect(Object.fromEntries(rows.map(({ state, n }) => [state, n]))).toEqual(stand)
  }, 300_000)
})
