-- $1 resolved filter. What is known of the filter's unit besides petitions: the units above and below it, the key areas
-- that lie in it, and the units of its own level beside it. A unit without border is found by its point.
with chosen as (
  select u.*, coalesce(u.geom, u.point) as shape from admin_unit u
  where case
    when $1::jsonb ? 'group_ids' then u.id = any (int_array($1::jsonb -> 'group_ids'))
    when $1::jsonb ? 'village_ids' then u.id = any (int_array($1::jsonb -> 'village_ids'))
    when $1::jsonb ? 'township_ids' then u.id = any (int_array($1::jsonb -> 'township_ids'))
    else u.level = 'county' and u.valid_to is null end
)
select json_build_object('rows', coalesce(json_agg(json_build_object(
  'code', c.code, 'name', c.name, 'level', c.level, 'official', c.official, 'household_count', c.household_count,
  'valid_to', c.valid_to, 'surface_ha', round((st_area(c.geom::geography) / 10000)::numeric, 1),
  'path', coalesce((select json_agg(json_build_object('code', u.code, 'name', u.name, 'level', u.level)
      order by array_position(array['county', 'township', 'village', 'group'], u.level))
    from admin_unit u where u.id in (c.county_id, c.township_id, c.village_id) and u.id <> c.id), '[]'),
  'below', (select count(*) from admin_unit u where u.parent_id = c.id and u.valid_to is null),
  'areas', coalesce((select json_agg(json_build_object(
      'code', k.code, 'name', k.name, 'kind', k.kind, 'kind_name', n.name_zh, 'kind_name_en', n.name_en,
      'share', round(s.share::numeric, 3)) order by s.share desc, k.code)
    from key_area_unit s join key_area k on k.id = s.area_id and k.valid_to is null join key_area_kind n on n.code = k.kind
    where s.unit_id = c.id), '[]'),
  'neighbours', coalesce((select json_agg(json_build_object('code', o.code, 'name', o.name, 'parent_name', o.parent_name, 'distance_m', o.metres)
      order by o.metres, o.code)
    from (
      select u.code, u.name, p.name as parent_name, round(st_distance(coalesce(u.geom, u.point)::geography, c.shape::geography)) as metres
      from admin_unit u left join admin_unit p on p.id = u.parent_id and p.level <> 'county'
      where u.level = c.level and u.valid_to is null and u.id <> c.id and coalesce(u.geom, u.point) is not null
      order by coalesce(u.geom, u.point) <-> c.shape, u.code limit 6
    ) o), '[]')
  ) order by c.code), '[]'))::text as body
from chosen c
