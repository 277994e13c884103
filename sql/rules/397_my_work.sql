-- How urgent a row of somebody's work is, at a day.
create or replace function work_bucket(due_on date, again boolean, as_of date) returns text language sql immutable parallel safe as $$
  select case when due_on < as_of then 'overdue' when due_on <= as_of + 7 then 'week' when again then 'repeat' else 'more' end
$$;

-- What waits for the caller, under his rights: tasks of his level, reports of the level below to be confirmed, problems,
-- promises and matters in his units, and the county's alarms (396_alarm_work.sql). `bucket`: overdue, week (due within seven days), repeat (a matter that came back, a
-- problem opened again), more.
create or replace function my_work(f jsonb) returns table (kind text, id bigint, code text, title text, area_id int, unit_id int, due_on date,
  again boolean, state_name text, state_name_en text, moves jsonb, version int)
language sql stable as $$
  with me as materialized (select greatest(role_rank(caller_role()), 1) as rank, scope_counties() as counties, scope_units() as units),
  -- what may be done from each state is asked once and not for each of thousands of rows
  task_step as materialized (
    select s.code, l.level, s.name_zh, s.name_en, moves_on(f, legal_moves('task', s.code, l.level)) as moves
    from work_state s cross join (values ('county'), ('township'), ('village'), ('group')) l (level) where s.machine = 'task' and s.open
  ),
  problem_step as materialized (
    select s.code, s.name_zh, s.name_en, legal_moves('problem', s.code, null) as moves from work_state s where s.machine = 'problem' and s.open
  ),
  matter_step as materialized (select s.id, s.name_zh, s.name_en, matter_moves_of(s.id) as moves from state s)
  select case when n.state = 'reported' then 'confirm' else 'task' end, t.id, t.id::text, t.title, n.area_id, n.unit_id,
    case when n.state = 'assigned' then least(n.due_on, county_day(n.ack_due_at)) else n.due_on end, n.state = 'returned', s.name_zh, s.name_en,
    -- who reported has nothing to confirm here, so that the state and the level say it all
    s.moves, t.version
  from me, tasks_on(f) n join response_task t on t.county_code = n.county_code and t.id = n.id
  join task_step s on s.code = n.state and s.level = n.level
  where (n.county_code = any (me.counties) or n.township_id = any (me.units) or n.village_id = any (me.units) or n.group_id = any (me.units))
    and case when n.state = 'reported' then (level_rank(n.level) = me.rank + 1 or n.level = 'county' and me.rank = 1) and not reported_by_caller(t.county_code, t.id)
      when n.state = 'refused' then level_rank(n.level) = me.rank + 1 else level_rank(n.level) = me.rank end
  union all
  select 'problem', p.id, p.problem_no, p.title, n.area_id, n.unit_id, problem_waits_until(n.state, n.due_on, n.recheck_on, n.kept_on),
    n.reopened_count > 0, s.name_zh, s.name_en, moves_on(f, s.moves), p.version
  from me, problems_on(f) n join problem p on p.county_code = n.county_code and p.id = n.id
  join problem_step s on s.code = n.state
  where (n.county_code = any (me.counties) or n.township_id = any (me.units) or n.village_id = any (me.units) or n.group_id = any (me.units)) and s.moves <> '[]'
  union all
  select 'commitment', c.id, c.id::text, c.title, c.area_id, c.unit_id, c.due_on, false, s.name_zh, s.name_en, '[]', c.version
  from me, commitment c join work_state s on s.machine = 'commitment' and s.code = case when c.due_on < filter_date(f, 'as_of') then 'late' else 'running' end
  where not kept_by(c.kept_on, f) and by_day(c.made_on, f) and me.rank <= 3 and (c.county_code = any (me.counties) or c.township_id = any (me.units) or c.village_id = any (me.units) or c.group_id = any (me.units))
  union all
  select 'alarm', a.id, a.id::text, a.title, null, a.unit_id, a.due_on, a.state = 'seen', w.name_zh, w.name_en, '[]', a.version
  from alarm_work() a join work_word w on w.list in ('alarm', 'alarm_answer') and w.code = a.state
  union all
  select 'matter', m.id, m.matter_no, described(m.confidential, m.title), m.area_id, coalesce(m.group_id, m.village_id, m.township_id), o.due_on,
    o.again, s.name_zh, s.name_en, moves_on(f, s.moves), m.version
  from (
    select p.county_code, p.matter_id, min(p.due_on) as due_on, bool_or(not p.is_first) as again from petition p where p.is_open group by 1, 2
  ) o join matter m on m.county_code = o.county_code and m.id = o.matter_id join matter_step s on s.id = m.state
  where s.moves <> '[]'
$$;
