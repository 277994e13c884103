-- $2 {response}. Units on whose ground a joint response works: the county, what shares ground with its area, and groups with
-- a round of visits by the filter's day. A sector's response has no ground and works in every township. Without `response`: of all of them.
with chosen as (
  select r.county_code, r.id, r.area_id from joint_response r
  where r.id in (select f.id from filtered_responses($1::jsonb) f) and ($2::jsonb ->> 'response' is null or r.id = (select response_id_of($2::jsonb ->> 'response'))) and r.state <> 'revoked'
),
rounds as (
  select v.unit_id, sum(v.planned_count) as planned, sum(v.done_count) as done, count(*) as n
  from visits_on($1::jsonb) v join chosen c on c.county_code = v.county_code and c.id = v.response_id group by 1
),
ground as (
  select s.unit_id from chosen c join key_area_unit s on s.area_id = c.area_id
  union select unit_id from rounds
  union select u.id from chosen c join admin_unit u on u.county_code = c.county_code and u.valid_to is null
    and (u.level = 'county' or c.area_id is null and u.level = 'township')
),
-- a round may be planned in a group without a share of the area: its village and township belong to the ground then too
unit as (
  select distinct a.id from ground g join admin_unit u on u.id = g.unit_id
  join admin_unit a on a.id in (u.id, u.group_id, u.village_id, u.township_id, u.county_id) and a.valid_to is null
)
select json_build_object('rows', coalesce(json_agg(json_build_object(
  'code', u.code, 'name', unit_words(u.id), 'level', u.level, 'household_count', u.household_count,
  'planned', coalesce(r.planned, 0), 'done', coalesce(r.done, 0), 'rounds', coalesce(r.n, 0)
) order by level_rank(u.level), u.code), '[]'))::text as body
from unit n join admin_unit u on u.id = n.id left join rounds r on r.unit_id = u.id
