-- $1 resolved filter, $2 {level, parent}. Current units of a level (below `parent`), with the counts of the filter.
with counts as (
  select c.key, c.petitions, c.matters, c.people, c.repeat, c.collective, c.open, c.overdue,
    hides_small() and c.petitions < small_number() as hidden
  from petition_counts($1::jsonb, $2::jsonb ->> 'level') c
),
chosen as (
  select u.* from admin_unit u
  where u.valid_to is null and u.level = $2::jsonb ->> 'level'
    and ($2::jsonb ->> 'parent' is null or exists (
      select from admin_unit a where a.valid_to is null and a.code = $2::jsonb ->> 'parent'
        and a.id in (u.county_id, u.township_id, u.village_id)))
)
select json_build_object(
  'type', 'FeatureCollection',
  'as_of', $1::jsonb ->> 'as_of',
  'features', coalesce(json_agg(json_build_object(
    'type', 'Feature', 'id', u.code,
    'geometry', st_asgeojson(st_forcepolygonccw(st_simplifypreservetopology(u.geom,
      case u.level when 'township' then 0.0003 when 'county' then 0.0005 else 0.0001 end)), 5)::json,
    'properties', json_build_object(
      'code', u.code, 'name', u.name, 'level', u.level, 'kind', u.kind, 'official', u.official,
      'parent_code', (select p.code from admin_unit p where p.id = u.parent_id),
      'household_count', u.household_count,
      'point', case when u.point is not null then json_build_array(round(st_x(u.point)::numeric, 5), round(st_y(u.point)::numeric, 5)) end,
      'petitions', case when not c.hidden then coalesce(c.petitions, 0) when c.key is null then 0 end,
      'under', case when c.hidden then small_number() end,
      'matters', case when c.hidden then null else coalesce(c.matters, 0) end,
      'people', case when c.hidden then null else coalesce(c.people, 0) end,
      'repeat', case when c.hidden then null else coalesce(c.repeat, 0) end,
      'collective', case when c.hidden then null else coalesce(c.collective, 0) end,
      'open', case when c.hidden then null else coalesce(c.open, 0) end,
      'overdue', case when c.hidden then null else coalesce(c.overdue, 0) end,
      'by_state', case when c.hidden then null else json_build_object('open', coalesce(c.open - c.overdue, 0),
        'overdue', coalesce(c.overdue, 0), 'closed', coalesce(c.petitions - c.open, 0)) end
    )
  ) order by coalesce(c.overdue, 0) desc, u.code), '[]')
)::text as body
from chosen u left join counts c on c.key = u.id
