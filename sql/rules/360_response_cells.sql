-- One cell of the response matrix: a level of a joint response. Its state is derived from its tasks, the most urgent
-- word first; nothing of it is stored.
-- with the response's stage and area at the filter's day; it had fewer columns once
drop function if exists response_cells(jsonb);
create or replace function response_cells(f jsonb) returns table (response_id bigint, stage text, area_id int, level text, state text, tasks bigint,
  open bigint, units bigint, unit_id int, acted_at timestamptz, due_on date, share int)
language sql stable parallel safe as $$
  -- worked out once and not for each of some ten thousand tasks
  with q as materialized (select moment_of(f) as moment, filter_date(f, 'as_of') as day),
  of_filter as materialized (
    select r.id, r.state as stage, r.area_id, s.open as live from filtered_responses(f) r join work_state s on s.machine = 'response' and s.code = r.state
    where r.state <> 'revoked'
  ),
  tasks as (
    select t.response_id, t.level, t.state, t.unit_id, t.acted_at, t.due_on, t.assigned_at, s.open,
      t.state = 'assigned' and t.ack_due_at < q.moment or s.open and t.due_on < q.day as late,
      case when s.open then share_gone(t.assigned_at, end_of_day(t.due_on), q.moment) end as share
    from q, tasks_on(f) t join work_state s on s.machine = 'task' and s.code = t.state
    -- `is true` keeps the set a hash that each task is looked up in: nothing tells the planner how many responses a filter
    -- leaves, it guessed one and joined them one by one
    where (t.response_id in (select o.id from of_filter o)) is true and t.state not in ('refused', 'cancelled')
  ),
  sums as (
    select t.response_id, t.level, count(*) as tasks, count(*) filter (where t.open) as open, count(distinct t.unit_id) as units,
      min(t.unit_id) as unit_id, max(t.acted_at) as acted_at, min(t.due_on) filter (where t.open) as due_on,
      max(t.share) as share,
      bool_or(t.late) as late, bool_or(t.state = 'assigned') as waiting, bool_or(t.state = 'returned') as returned,
      bool_or(t.state in ('acknowledged', 'acting')) as acting, bool_or(t.state = 'reported') as reported
    from tasks t group by 1, 2
  )
  select o.id, o.stage, o.area_id, v.level,
    case when s.tasks is null then case when o.live and (o.area_id is not null or v.level = 'county') then 'unassigned' else 'idle' end
      when s.late then 'overdue' when s.waiting then 'waiting' when s.returned then 'returned' when s.acting then 'acting'
      when s.reported then 'reported' else 'done' end,
    coalesce(s.tasks, 0), coalesce(s.open, 0), coalesce(s.units, 0), s.unit_id, s.acted_at, s.due_on, s.share
  from of_filter o cross join (values ('county'), ('township'), ('village'), ('group')) v (level)
  left join sums s on s.response_id = o.id and s.level = v.level
$$;

-- The names of a state, from its row.
create or replace function state_words(machine text, state text) returns table (name_zh text, name_en text, sort int, open boolean)
language sql stable parallel safe rows 1 as
  $$ select s.name_zh, s.name_en, s.sort, s.open from work_state s where s.machine = state_words.machine and s.code = state_words.state $$;

create or replace function word_zh(list text, code text) returns text language sql stable parallel safe as
  $$ select w.name_zh from work_word w where w.list = word_zh.list and w.code = word_zh.code $$;
create or replace function word_en(list text, code text) returns text language sql stable parallel safe as
  $$ select w.name_en from work_word w where w.list = word_en.list and w.code = word_en.code $$;

-- A unit as lists name it: groups are numbered within their village, alone their names say nothing.
create or replace function unit_words(unit int) returns text language sql stable parallel safe as $$
  select coalesce(v.name, '') || u.name from admin_unit u left join admin_unit v on v.id = u.village_id and u.level = 'group'
  where u.id = unit
$$;
