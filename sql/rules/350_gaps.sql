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

-- What was done after one day and up to another besides moving tasks: households visited, consultations held, meetings,
-- revisits (the village's duty, wherever they stand), promises kept, activities at the front: which unit of which level for
-- which response. The kiosk counts gaps too and may read none of these tables.
create or replace function recent_acts(since date, until date) returns table (response_id bigint, level text, unit_id int)
language sql stable security definer set search_path = public, pg_temp as $$
  with done as (
    select v.response_id, v.unit_id from household_visit_round v
    where v.county_code = installation_county() and v.acted_at >= end_of_day(since) and v.acted_at < end_of_day(until)
    union select c.response_id, c.unit_id from consultation c where c.county_code = installation_county() and c.held_on > since and c.held_on <= until
    union select m.response_id, m.unit_id from meeting m where m.county_code = installation_county() and m.held_on > since and m.held_on <= until
    union select a.response_id, a.unit_id from field_activity a where a.county_code = installation_county() and a.on_date > since and a.on_date <= until
    union select k.response_id, k.unit_id from commitment k where k.county_code = installation_county() and k.kept_on > since and k.kept_on <= until
    union select r.response_id, coalesce(r.village_id, r.unit_id) from revisit r
    where r.county_code = installation_county() and r.response_id is not null and r.on_date > since and r.on_date <= until
  )
  select d.response_id, u.level, d.unit_id from done d join admin_unit u on u.id = d.unit_id
$$;

-- `level` owes the action, at unit `unit_id` (null: the level of the whole area). `since` is the day from which it is a
-- gap. `subject` and `subject_id` say what the row is about: a task, problem, commitment, or the response itself.
create or replace function gaps(f jsonb) returns table (kind text, response_id bigint, area_id int, level text, unit_id int,
  township_id int, village_id int, group_id int, subject text, subject_id bigint, since date)
language sql stable parallel safe as $$
  with live as materialized (select * from live_responses(f)),
  tasks as materialized (
    select t.* from (
      select t.county_code, t.id, t.response_id, t.area_id, t.level, t.unit_id, t.township_id, t.village_id, t.group_id, t.state,
        t.ack_due_at, t.acted_at from response_task t
    ) t join live l on l.county_code = t.county_code and l.id = t.response_id
  )
  -- nobody assigned: no task of this level, or only refused and cancelled ones; a sector's response asks the county alone
  select 'unassigned', l.id, l.area_id, v.level, null::int, null::int, null::int, null::int, 'response', l.id, null::date
  from live l cross join (values ('county'), ('township'), ('village'), ('group')) v (level)
  where (l.area_id is not null or v.level = 'county')
    and not exists (select from tasks t where t.response_id = l.id and t.level = v.level and t.state not in ('refused', 'cancelled'))
  union all
  select 'unacknowledged', t.response_id, t.area_id, t.level, t.unit_id, t.township_id, t.village_id, t.group_id, 'task', t.id,
    county_day(t.ack_due_at)
  from tasks t
  where t.state = 'assigned' and t.ack_due_at < moment_of(f)
    and stands_in_filter(f, t.area_id, t.township_id, t.village_id, t.group_id)
  union all
  select 'idle', t.response_id, t.area_id, t.level, t.unit_id, t.township_id, t.village_id, t.group_id, 'task', t.id,
    county_day(t.acted_at) + (select gap_param('idle'))
  from tasks t
  where t.state in ('acknowledged', 'acting', 'returned')
    and t.acted_at < moment_of(f) - make_interval(days => (select gap_param('idle')))
    and not exists (
      select from recent_acts(county_day(moment_of(f)) - (select gap_param('idle')), county_day(moment_of(f))) a
      where a.response_id = t.response_id and a.level = t.level and a.unit_id = t.unit_id)
    and stands_in_filter(f, t.area_id, t.township_id, t.village_id, t.group_id)
  union all
  select 'no_department', p.response_id, p.area_id, 'county', p.unit_id, p.township_id, p.village_id, p.group_id, 'problem', p.id, p.collected_on + (select gap_param('no_department'))
  from problem p
  where p.department_id is null and p.state in ('collected', 'classified', 'assigned', 'consulting', 'planned', 'handling', 'reopened')
    and p.collected_on < filter_date(f, 'as_of') - (select gap_param('no_department'))
    and p.response_id in (select l.id from live l) and stands_in_filter(f, p.area_id, p.township_id, p.village_id, p.group_id)
    and (f -> 'categories' is null or p.category = any (int_array(f -> 'categories')))
  union all
  select 'revisit_missing', p.response_id, p.area_id, 'village', p.unit_id, p.township_id, p.village_id, p.group_id, 'problem', p.id, p.kept_on + (select gap_param('revisit_missing'))
  from problem p
  where p.state = 'kept' and p.kept_on < filter_date(f, 'as_of') - (select gap_param('revisit_missing'))
    and p.response_id in (select l.id from live l) and stands_in_filter(f, p.area_id, p.township_id, p.village_id, p.group_id)
    and (f -> 'categories' is null or p.category = any (int_array(f -> 'categories')))
  union all
  select 'recheck_late', p.response_id, p.area_id, 'township', p.unit_id, p.township_id, p.village_id, p.group_id, 'problem', p.id, p.recheck_on
  from problem p
  where p.state = 'deferred' and p.recheck_on < filter_date(f, 'as_of')
    and p.response_id in (select l.id from live l) and stands_in_filter(f, p.area_id, p.township_id, p.village_id, p.group_id)
    and (f -> 'categories' is null or p.category = any (int_array(f -> 'categories')))
  union all
  select 'commitment_late', c.response_id, c.area_id,
    case when c.group_id is not null then 'group' when c.village_id is not null then 'village'
      when c.township_id is not null then 'township' else 'county' end,
    c.unit_id, c.township_id, c.village_id, c.group_id, 'commitment', c.id, c.due_on
  from commitment c join live l on l.county_code = c.county_code and l.id = c.response_id
  where c.kept_on is null and c.due_on < filter_date(f, 'as_of')
    and stands_in_filter(f, c.area_id, c.township_id, c.village_id, c.group_id)
  union all
  -- groups with a real share of the area's ground, or with a planned round, where no household was visited yet
  select 'group_unvisited', e.response_id, e.area_id, 'group', u.id, u.township_id, u.village_id, u.group_id, 'response', e.response_id, null
  from (
    select l.county_code, l.id as response_id, l.area_id, s.unit_id
    from live l join key_area_unit s on s.area_id = l.area_id and 100 * s.share >= (select gap_param('group_unvisited'))
    union
    select v.county_code, v.response_id, v.area_id, v.unit_id
    from household_visit_round v join live l on l.county_code = v.county_code and l.id = v.response_id
  ) e join admin_unit u on u.id = e.unit_id and u.level = 'group' and u.valid_to is null
  where (e.response_id, e.unit_id) not in (select v.response_id, v.unit_id from household_visit_round v where v.done_count > 0)
    and stands_in_filter(f, e.area_id, u.township_id, u.village_id, u.group_id)
$$;
