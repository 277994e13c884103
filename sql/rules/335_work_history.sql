-- The work as it stood on a past day, from the append-only record. What was not changed since is the row itself; what was
-- gets the facts of its last event before. The histories run as the owner, tell states and days and no texts, and are only
-- ever joined with rows that the policies let the caller see: rights are those of today.

-- Areas that were merged or retired are in nobody's scope any more; a joint response that they left behind names them still.
create or replace function ended_areas() returns table (id int, code text, name text, valid_to date)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.code, k.name, k.valid_to from key_area k where k.county_code = installation_county() and k.valid_to is not null
$$;
-- Responses of such areas in which the caller's units have a task: they go on until they are handed over.
create or replace function ended_responses() returns bigint[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct r.id), '{}') from key_area k
  join joint_response r on r.county_code = k.county_code and r.area_id = k.id
  join response_task t on t.county_code = r.county_code and t.response_id = r.id
  where k.county_code = installation_county() and k.valid_to is not null
    and (t.township_id = any (scope_units()) or t.village_id = any (scope_units()) or t.group_id = any (scope_units()))
$$;

-- What an event keeps of its row: everything but texts and what never changes.
create or replace function facts_of(n jsonb) returns jsonb language sql immutable parallel safe as $$
  select n - '{county_code,id,code,title,problem_no,matter_no,plan,reply,report,reason,resolution_plan,service_plan,level,source,household_count,consultation_item_id,opened_on,version,changed_at}'::text[]
$$;

create or replace function asks_past(f jsonb) returns boolean language sql immutable parallel safe as $$ select f -> 'past' is not null $$;

create or replace function mark_change() returns trigger language plpgsql set search_path = public as $$
begin
  new.changed_at := now();
  return new;
end $$;
do $$
declare t text;
begin
  foreach t in array array['joint_response', 'response_task', 'problem', 'household_visit_round'] loop
    execute format('create or replace trigger mark_change before insert or update on %I for each row
      when (current_setting(''app.bulk'', true) is distinct from ''on'') execute function mark_change()', t);
  end loop;
end $$;

-- The last event of a thing before a moment; `facts` is null where it was recorded before events kept any.
create or replace function last_event(county text, subject text, subject_id bigint, moment timestamptz) returns table (state text, facts jsonb)
language sql stable rows 1 as $$
  select e.to_state, e.facts from response_event e
  where e.county_code = county and e.subject = last_event.subject and e.subject_id = last_event.subject_id and e.at < moment
  order by e.id desc limit 1
$$;

-- Rows that changed after a moment, as they were at it; what did not exist yet is not among them. Of tasks and problems, which
-- are thousands, each fact is read by its name: making whole rows of them costs half as much again.
create or replace function task_history(moment timestamptz) returns table (county_code text, id bigint, response_id bigint,
  area_id int, level text, unit_id int, township_id int, village_id int, group_id int, state text, assigned_at timestamptz,
  ack_due_at timestamptz, due_on date, acted_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.county_code, t.id, (f ->> 'response_id')::bigint, (f ->> 'area_id')::int, t.level, (f ->> 'unit_id')::int, (f ->> 'township_id')::int,
    (f ->> 'village_id')::int, (f ->> 'group_id')::int, e.state, (f ->> 'assigned_at')::timestamptz, (f ->> 'ack_due_at')::timestamptz,
    (f ->> 'due_on')::date, (f ->> 'acted_at')::timestamptz
  from response_task t, last_event(t.county_code, 'task', t.id, moment) e, lateral (select coalesce(e.facts, to_jsonb(t)) offset 0) one (f)
  where t.county_code = installation_county() and t.changed_at >= moment
$$;
create or replace function problem_history(moment timestamptz) returns table (county_code text, id bigint, response_id bigint,
  area_id int, unit_id int, township_id int, village_id int, group_id int, category int, state text, department_id int, due_on
  date, recheck_on date, collected_on date, assigned_on date, kept_on date, closed_on date, reopened_count int)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.county_code, p.id, (f ->> 'response_id')::bigint, (f ->> 'area_id')::int, (f ->> 'unit_id')::int, (f ->> 'township_id')::int,
    (f ->> 'village_id')::int, (f ->> 'group_id')::int, (f ->> 'category')::int, e.state, (f ->> 'department_id')::int, (f ->> 'due_on')::date,
    (f ->> 'recheck_on')::date, (f ->> 'collected_on')::date, (f ->> 'assigned_on')::date, (f ->> 'kept_on')::date, (f ->> 'closed_on')::date,
    (f ->> 'reopened_count')::int
  from problem p, last_event(p.county_code, 'problem', p.id, moment) e, lateral (select coalesce(e.facts, to_jsonb(p)) offset 0) one (f)
  where p.county_code = installation_county() and p.changed_at >= moment
$$;
create or replace function response_history(moment timestamptz) returns table (county_code text, id bigint, code text, area_id
  int, sector smallint, state text, lead_department_id int, has_resolution_plan boolean, has_service_plan boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select was.county_code, was.id, was.code, was.area_id, was.sector, was.state, was.lead_department_id,
    was.has_resolution_plan, was.has_service_plan
  from joint_response r, last_event(r.county_code, 'response', r.id, moment) e,
    jsonb_populate_record(r, coalesce(e.facts, '{}') || jsonb_build_object('state', e.state)) was
  where r.county_code = installation_county() and r.changed_at >= moment
$$;
create or replace function visit_history(moment timestamptz) returns table (county_code text, id bigint, response_id bigint,
  area_id int, unit_id int, township_id int, village_id int, group_id int, planned_count int, done_count int, starts_on date,
  ends_on date)
language sql stable security definer set search_path = public, pg_temp as $$
  select was.county_code, was.id, was.response_id, was.area_id, was.unit_id, was.township_id, was.village_id, was.group_id,
    was.planned_count, was.done_count, was.starts_on, was.ends_on
  from household_visit_round v, last_event(v.county_code, 'visit', v.id, moment) e,
    jsonb_populate_record(v, coalesce(e.facts, '{}')) was
  where v.county_code = installation_county() and v.changed_at >= moment
$$;

-- What everybody asks instead of the tables: today's rows, or those of the filter's day. The kiosk counts by these too, so
-- no column that it may not read. For a filter of today the planner drops all that is about the past.
create or replace function tasks_on(f jsonb) returns table (county_code text, id bigint, response_id bigint, area_id int, level text,
  unit_id int, township_id int, village_id int, group_id int, state text, assigned_at timestamptz, ack_due_at timestamptz, due_on date,
  acted_at timestamptz) language sql stable parallel safe as $$
  select t.county_code, t.id, t.response_id, t.area_id, t.level, t.unit_id, t.township_id, t.village_id, t.group_id, t.state,
    t.assigned_at, t.ack_due_at, t.due_on, t.acted_at
  from response_task t where not asks_past(f) or t.changed_at < moment_of(f)
  union all
  select h.county_code, h.id, h.response_id, h.area_id, h.level, h.unit_id, h.township_id, h.village_id, h.group_id, h.state,
    h.assigned_at, h.ack_due_at, h.due_on, h.acted_at
  from task_history(moment_of(f)) h join response_task t on t.county_code = h.county_code and t.id = h.id where asks_past(f)
$$;

create or replace function problems_on(f jsonb) returns table (county_code text, id bigint, response_id bigint, area_id int, unit_id int,
  township_id int, village_id int, group_id int, category int, state text, department_id int, due_on date, recheck_on date,
  collected_on date, assigned_on date, kept_on date, closed_on date, reopened_count int) language sql stable parallel safe as $$
  select p.county_code, p.id, p.response_id, p.area_id, p.unit_id, p.township_id, p.village_id, p.group_id, p.category, p.state,
    p.department_id, p.due_on, p.recheck_on, p.collected_on, p.assigned_on, p.kept_on, p.closed_on, p.reopened_count
  from problem p where not asks_past(f) or p.changed_at < moment_of(f)
  union all
  select h.county_code, h.id, h.response_id, h.area_id, h.unit_id, h.township_id, h.village_id, h.group_id, h.category, h.state,
    h.department_id, h.due_on, h.recheck_on, h.collected_on, h.assigned_on, h.kept_on, h.closed_on, h.reopened_count
  from problem_history(moment_of(f)) h join problem p on p.county_code = h.county_code and p.id = h.id where asks_past(f)
$$;

create or replace function visits_on(f jsonb) returns table (county_code text, id bigint, response_id bigint, area_id int, unit_id int,
  township_id int, village_id int, group_id int, planned_count int, done_count int, starts_on date, ends_on date)
language sql stable parallel safe as $$
  select v.county_code, v.id, v.response_id, v.area_id, v.unit_id, v.township_id, v.village_id, v.group_id, v.planned_count, v.done_count,
    v.starts_on, v.ends_on
  from household_visit_round v where not asks_past(f) or v.changed_at < moment_of(f)
  union all
  select h.county_code, h.id, h.response_id, h.area_id, h.unit_id, h.township_id, h.village_id, h.group_id, h.planned_count, h.done_count,
    h.starts_on, h.ends_on
  from visit_history(moment_of(f)) h join household_visit_round v on v.county_code = h.county_code and v.id = h.id where asks_past(f)
$$;

create or replace function responses_on(f jsonb) returns table (county_code text, id bigint, code text, area_id int, sector smallint,
  state text, lead_department_id int, has_resolution_plan boolean, has_service_plan boolean) language sql stable parallel safe as $$
  select r.county_code, r.id, r.code, r.area_id, r.sector, r.state, r.lead_department_id, r.has_resolution_plan, r.has_service_plan
  from joint_response r where not asks_past(f) or r.changed_at < moment_of(f)
  union all
  select h.county_code, h.id, h.code, h.area_id, h.sector, h.state, h.lead_department_id, h.has_resolution_plan, h.has_service_plan
  from response_history(moment_of(f)) h join joint_response r on r.county_code = h.county_code and r.id = h.id where asks_past(f)
$$;

-- A promise of a past day: made by then, and kept by then or not.
create or replace function kept_by(kept_on date, f jsonb) returns boolean language sql stable parallel safe as
  $$ select kept_on is not null and (not asks_past(f) or kept_on <= filter_date(f, 'as_of')) $$;
-- Whether something that bears a day belongs to the filter's day: of a past day, what came later is not told.
create or replace function by_day(day date, f jsonb) returns boolean language sql stable parallel safe as
  $$ select not asks_past(f) or day <= filter_date(f, 'as_of') $$;
-- Task forces and policy texts hold from a day on, until something else takes their place.
create or replace function in_force(valid_from date, valid_to date, f jsonb) returns boolean language sql stable parallel safe as
  $$ select valid_from <= filter_date(f, 'as_of') and coalesce(valid_to > filter_date(f, 'as_of'), true) $$;
-- Nothing is moved on a day that is over.
create or replace function moves_on(f jsonb, moves jsonb) returns jsonb language sql immutable parallel safe as
  $$ select case when asks_past(f) then '[]' else moves end $$;
