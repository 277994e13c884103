-- Plans a round of household visits in a villager group: how many households, from when to when.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, unit text, round_no int, planned_count int, starts_on date, ends_on date)),
planned as (
  insert into household_visit_round (county_code, response_id, unit_id, round_no, planned_count, starts_on, ends_on)
  select r.county_code, r.id, case when u.level = 'group' then u.id
    else refuse('RG422', '走访按村民小组安排', 'visits are planned by villager group')::int end, coalesce(b.round_no, 1), b.planned_count, b.starts_on,
    case when b.ends_on < b.starts_on then refuse('RG422', '结束日期早于开始日期', 'ends_on lies before starts_on')::date else b.ends_on end
  from b cross join lateral known_response(b.response) r cross join lateral known_unit(b.unit) u
  returning *
)
select work_done('visit', p.id::text, 0, 0, p.version, p.area_id, p.unit_id, jsonb_build_object('round_id', p.id)) as result from planned p
