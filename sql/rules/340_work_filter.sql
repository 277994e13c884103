-- The one filter for the area's work: by area, kind of area, unit and sector. A period (from, to) means the day on which
-- the listed thing happened, and each feed says which day that is.

create or replace function stands_in_filter(f jsonb, area int, township int, village int, grp int) returns boolean
language sql immutable parallel safe as $$
  select (f -> 'township_ids' is null or township = any (int_array(f -> 'township_ids')))
    and (f -> 'village_ids' is null or village = any (int_array(f -> 'village_ids')))
    and (f -> 'group_ids' is null or grp = any (int_array(f -> 'group_ids')))
    and (f -> 'area_ids' is null or area = any (int_array(f -> 'area_ids')) or (f -> 'area_none' is not null and area is null))
$$;

create or replace function falls_in_period(f jsonb, day date) returns boolean language sql immutable parallel safe as $$
  select (f ->> 'from' is null or day >= filter_date(f, 'from')) and (f ->> 'to' is null or day <= filter_date(f, 'to'))
$$;

-- Responses of the filter: those whose area shares ground with the unit asked for, and of its sectors. No words: the
-- kiosk counts by this too. A sector's response has no ground and stands in every unit.
create or replace function filtered_responses(f jsonb) returns table (county_code text, id bigint, code text, area_id int,
  sector smallint, state text, lead_department_id int, has_resolution_plan boolean, has_service_plan boolean)
language sql stable parallel safe as $$
  select r.county_code, r.id, r.code, r.area_id, r.sector, r.state, r.lead_department_id, r.has_resolution_plan, r.has_service_plan
  from responses_on(f) r
  where (f -> 'area_ids' is null or r.area_id = any (int_array(f -> 'area_ids')) or (f -> 'area_none' is not null and r.area_id is null))
    and (f -> 'sectors' is null or r.sector = any (int_array(f -> 'sectors')))
    and (not f ?| array['township_ids', 'village_ids', 'group_ids'] or r.area_id is null or r.area_id in (select e.id from ended_areas() e) or r.area_id in (
      select s.area_id from key_area_unit s
      where s.unit_id = any (int_array(coalesce(f -> 'group_ids', f -> 'village_ids', f -> 'township_ids')))))
$$;

-- One of the five ones each: leader, lead unit, task force, resolution plan, on-site order-and-service plan.
create or replace function five_ones(f jsonb) returns table (response_id bigint, area_id int, leader boolean, lead_unit boolean,
  task_force boolean, resolution_plan boolean, service_plan boolean, n int)
language sql stable parallel safe as $$
  select w.*, w.leader::int + w.lead_unit::int + w.task_force::int + w.resolution_plan::int + w.service_plan::int
  from (
    select r.id, r.area_id,
      exists (select from area_lead l where l.county_code = r.county_code and l.response_id = r.id and l.level = 'county'
        and l.valid_from <= filter_date(f, 'as_of') and coalesce(l.valid_to, 'infinity') >= filter_date(f, 'as_of')) as leader,
      r.lead_department_id is not null as lead_unit,
      exists (select from task_force t where t.county_code = r.county_code and t.response_id = r.id and in_force(t.valid_from, t.valid_to, f)) as task_force,
      r.has_resolution_plan as resolution_plan, r.has_service_plan as service_plan
    from filtered_responses(f) r where r.state <> 'revoked'
  ) w
$$;
