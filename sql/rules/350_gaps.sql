-- The gap finder: one row for each thing that is missing or late, with the level that should act. Under the caller's
-- rights, by the one filter. The sums are measures (sql/measures/gaps.sql), so map, matrix and list count the same rows.

create or replace function gap_param(gap text) returns int language sql stable parallel safe as
  $$ select param from work_word where list = 'gap' and code = gap $$;

-- Responses that ask for work now.
create or replace function live_responses(f jsonb) returns table (county_code text, id bigint, area_id int)
language sql stable parallel safe as $$
  select r.county_code, r.id, r.area_id from filtered_responses(f) r
  join work_state s on s.machine = 'response' and s.code = r.state and s.open
$$;

-- Of tasks under way those for which nothing was done for so many days, and the day from which that is a gap. What counts
-- is the last day on which the task was moved or noted, or on which its unit did anything else for the response: moved a
-- problem of its ground, visited households, held a consultation or a meeting, kept a promise, was active at the front,
-- revisited (the village's duty, wherever the revisit stands). Runs as the owner: the kiosk counts gaps too and may read none
-- of this. The tasks that were not moved for so long come as an array, so that the day's tasks are worked out once for all gaps.
drop function if exists idle_tasks(jsonb); -- its earlier form
create or replace function idle_tasks(f jsonb, candidates waiting_task[]) returns table (task_id bigint, since date)
language sql stable security definer set search_path = public, pg_temp as $$
  with q as materialized (select filter_date(f, 'as_of') as day, moment_of(f) as moment, gap_param('idle') as days),
  waiting as materialized (select w.* from unnest(candidates) w),
  act as (
    select w.response_id, w.unit_id, max(w.day) as day from (
      select e.response_id, e.group_id as unit_id, county_day(e.at) as day from q, response_event e
      where e.county_code = installation_county() and e.subject = 'visit' and e.to_state = 'visited' and e.at < q.moment
      union all
      select v.response_id, v.unit_id, county_day(v.acted_at) from q, household_visit_round v
      where v.county_code = installation_county() and v.acted_at < q.moment
      union all select c.response_id, c.unit_id, c.held_on from consultation c where c.county_code = installation_county()
      union all select m.response_id, m.unit_id, m.held_on from meeting m where m.county_code = installation_county()
      union all select a.response_id, a.unit_id, a.on_date from field_activity a where a.county_code = installation_county()
      union all select k.response_id, k.unit_id, k.kept_on from commitment k where k.county_code = installation_county() and k.kept_on is not null
      union all
      select r.response_id, coalesce(r.village_id, r.unit_id), r.on_date from revisit r
      where r.county_code = installation_county() and r.response_id is not null
    ) w, q where w.day <= q.day and w.response_id in (select response_id from waiting) group by 1, 2
  )
  select w.id, l.last_on + q.days
  from q, waiting w
  left join act a on a.response_id = w.response_id and a.unit_id = w.unit_id
  -- by moving a problem somebody acts for the level of his role, at the problem's unit of that level
  left join lateral (
    select max(m.day) as day from unnest(case w.level when 'county' then array['office', 'leader'] else array[w.level] end) who (role), lateral (
      select county_day(e.at) as day from response_event e
      where e.county_code = installation_county() and e.response_id = w.response_id and e.subject = 'problem' and e.role = who.role
        and acting_unit(e.role, e.township_id, e.village_id, e.group_id) = case w.level when 'county' then 0 else w.unit_id end and e.at < q.moment
      order by e.id desc limit 1) m
  ) p on true
  cross join lateral (select greatest(w.acted_on, a.day, p.day) as last_on offset 0) l
  where l.last_on <= q.day - q.days
$$;

-- `level` owes the action, at unit `unit_id` (null: the level of the whole area). `since` is the day from which it is a
-- gap. `subject` and `subject_id` say what the row is about: a task, problem, commitment, or the response itself.
create or replace function gaps(f jsonb) returns table (kind text, response_id bigint, area_id int, level text, unit_id int,
  township_id int, village_id int, group_id int, subject text, subject_id bigint, since date)
language sql stable parallel safe as $$
  with live as materialized (select * from live_responses(f)),
  -- `is true`: as in 360_response_cells.sql
  tasks as materialized (
    select t.* from tasks_on(f) t where (t.response_id in (select l.id from live l)) is true and t.state not in ('refused', 'cancelled')
  ),
  problems as materialized (
    select p.* from problems_on(f) p
    where p.state in ('collected', 'classified', 'assigned', 'consulting', 'planned', 'handling', 'reopened', 'kept', 'deferred')
      and (p.response_id in (select l.id from live l)) is true and stands_in_filter(f, p.area_id, p.township_id, p.village_id, p.group_id)
      and (f -> 'categories' is null or p.category = any (int_array(f -> 'categories')))
  )
  -- nobody assigned: no task of this level, or only refused and cancelled ones; a sector's response asks the county alone
  select 'unassigned', l.id, l.area_id, v.level, null::int, null::int, null::int, null::int, 'response', l.id, null::date
  from live l cross join (values ('county'), ('township'), ('village'), ('group')) v (level)
  where (l.area_id is not null or v.level = 'county')
    and not exists (select from tasks t where t.response_id = l.id and t.level = v.level)
  union all
  select 'unacknowledged', t.response_id, t.area_id, t.level, t.unit_id, t.township_id, t.village_id, t.group_id, 'task', t.id,
    county_day(t.ack_due_at)
  from tasks t
  where t.state = 'assigned' and t.ack_due_at < moment_of(f)
    and stands_in_filter(f, t.area_id, t.township_id, t.village_id, t.group_id)
  union all
  select 'idle', t.response_id, t.area_id, t.level, t.unit_id, t.township_id, t.village_id, t.group_id, 'task', t.id, i.since
  from idle_tasks(f, array(
    select row(t.id, t.response_id, t.level, t.unit_id, county_day(t.acted_at))::waiting_task from tasks t
    where t.state in ('acknowledged', 'acting', 'returned') and county_day(t.acted_at) <= filter_date(f, 'as_of') - (select gap_param('idle')))) i
  join tasks t on t.id = i.task_id
  where stands_in_filter(f, t.area_id, t.township_id, t.village_id, t.group_id)
  union all
  select 'no_department', p.response_id, p.area_id, 'county', null, p.township_id, p.village_id, p.group_id, 'problem', p.id, p.collected_on + (select gap_param('no_department'))
  from problems p
  where p.department_id is null and p.state not in ('kept', 'deferred')
    and p.collected_on < filter_date(f, 'as_of') - (select gap_param('no_department'))
  union all
  select 'revisit_missing', p.response_id, p.area_id, 'village', p.village_id, p.township_id, p.village_id, p.group_id, 'problem', p.id, p.kept_on + (select gap_param('revisit_missing'))
  from problems p
  where p.state = 'kept' and p.kept_on < filter_date(f, 'as_of') - (select gap_param('revisit_missing'))
  union all
  select 'recheck_late', p.response_id, p.area_id, 'township', p.township_id, p.township_id, p.village_id, p.group_id, 'problem', p.id, p.recheck_on
  from problems p
  where p.state = 'deferred' and p.recheck_on < filter_date(f, 'as_of')
  union all
  select 'commitment_late', c.response_id, c.area_id,
    case when c.group_id is not null then 'group' when c.village_id is not null then 'village'
      when c.township_id is not null then 'township' else 'county' end,
    c.unit_id, c.township_id, c.village_id, c.group_id, 'commitment', c.id, c.due_on
  from commitment c join live l on l.county_code = c.county_code and l.id = c.response_id
  where not kept_by(c.kept_on, f) and c.due_on < filter_date(f, 'as_of') and by_day(c.made_on, f)
    and stands_in_filter(f, c.area_id, c.township_id, c.village_id, c.group_id)
  union all
  -- the ground was merged or retired: the work goes on in the successor's response, or is closed (rules/479_hand_over.sql)
  select 'area_ended', l.id, l.area_id, 'county', null, null, null, null, 'response', l.id, k.valid_to
  from live l join ended_areas() k on k.id = l.area_id and k.valid_to < filter_date(f, 'as_of')
  union all
  -- groups with a real share of the area's ground, or with a planned round, where no household was visited yet
  select 'group_unvisited', e.response_id, e.area_id, 'group', u.id, u.township_id, u.village_id, u.group_id, 'response', e.response_id, null
  from (
    select l.county_code, l.id as response_id, l.area_id, s.unit_id
    from live l join key_area_unit s on s.area_id = l.area_id and 100 * s.share >= (select gap_param('group_unvisited'))
    union
    select v.county_code, v.response_id, v.area_id, v.unit_id
    from visits_on(f) v join live l on l.county_code = v.county_code and l.id = v.response_id
  ) e join admin_unit u on u.id = e.unit_id and u.level = 'group' and u.valid_to is null
  where (e.response_id, e.unit_id) not in (select v.response_id, v.unit_id from visits_on(f) v where v.done_count > 0)
    and stands_in_filter(f, e.area_id, u.township_id, u.village_id, u.group_id)
$$;
