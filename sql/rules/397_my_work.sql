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
  with me as (select greatest(role_rank(caller_role()), 1) as rank)
  select case when n.state = 'reported' then 'confirm' else 'task' end, t.id, t.id::text, t.title, n.area_id, n.unit_id,
    case when n.state = 'assigned' then least(n.due_on, county_day(n.ack_due_at)) else n.due_on end, n.state = 'returned', s.name_zh, s.name_en,
    moves_on(f, task_moves(t.county_code, t.id, n.state, n.level)), t.version
  from me, tasks_on(f) n join response_task t on t.county_code = n.county_code and t.id = n.id
  join work_state s on s.machine = 'task' and s.code = n.state
  where s.open and in_my_units(n.county_code, n.township_id, n.village_id, n.group_id)
    and case when n.state = 'reported' then (level_rank(n.level) = me.rank + 1 or n.level = 'county' and me.rank = 1) and not reported_by_caller(t.county_code, t.id)
      when n.state = 'refused' then level_rank(n.level) = me.rank + 1 else level_rank(n.level) = me.rank end
  union all
  select 'problem', p.id, p.problem_no, p.title, n.area_id, n.unit_id, problem_waits_until(n.state, n.due_on, n.recheck_on, n.kept_on),
    n.reopened_count > 0, s.name_zh, s.name_en, moves_on(f, legal_moves('problem', n.state, null)), p.version
  from problems_on(f) n join problem p on p.county_code = n.county_code and p.id = n.id
  join work_state s on s.machine = 'problem' and s.code = n.state
  where s.open and in_my_units(n.county_code, n.township_id, n.village_id, n.group_id) and legal_moves('problem', n.state, null) <> '[]'
  union all
  select 'commitment', c.id, c.id::text, c.title, c.area_id, c.unit_id, c.due_on, false, s.name_zh, s.name_en, '[]', c.version
  from me, commitment c join work_state s on s.machine = 'commitment' and s.code = case when c.due_on < filter_date(f, 'as_of') then 'late' else 'running' end
  where not kept_by(c.kept_on, f) and by_day(c.made_on, f) and me.rank <= 3 and in_my_units(c.county_code, c.township_id, c.village_id, c.group_id)
  union all
  select 'alarm', a.id, a.id::text, a.title, null, a.unit_id, a.due_on, a.state = 'seen', w.name_zh, w.name_en, '[]', a.version
  from alarm_work() a join work_word w on w.list in ('alarm', 'alarm_answer') and w.code = a.state
  union all
  select 'matter', m.id, m.matter_no, described(m.confidential, m.title), m.area_id, coalesce(m.group_id, m.village_id, m.township_id), o.due_on,
    o.again, s.name_zh, s.name_en, moves_on(f, matter_moves_of(m.state)), m.version
  from (
    select p.county_code, p.matter_id, min(p.due_on) as due_on, bool_or(not p.is_first) as again from petition p where p.is_open group by 1, 2
  ) o join matter m on m.county_code = o.county_code and m.id = o.matter_id join state s on s.id = m.state
  where matter_moves_of(m.state) <> '[]'
$$;
