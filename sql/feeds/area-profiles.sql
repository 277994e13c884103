-- $1 resolved filter. What is known of the filter's key areas besides petitions: surface, the units they cross, and
-- other areas near by, those of the same kind too.
with chosen as (
  select k.*, st_area(k.geom::geography) as surface from key_area k
  where k.valid_to is null and ($1::jsonb -> 'area_ids' is null or k.id = any (int_array($1::jsonb -> 'area_ids')))
)
select json_build_object('rows', coalesce(json_agg(json_build_object(
  'code', k.code, 'name', k.name, 'kind', k.kind, 'kind_name', n.name_zh, 'kind_name_en', n.name_en,
  'household_count', k.household_count, 'problem_count', k.problem_count, 'note', k.note, 'valid_from', k.valid_from,
  'surface_ha', round((k.surface / 10000)::numeric, 1),
  'units', coalesce((select json_agg(json_build_object(
      'code', u.code, 'name', u.name, 'level', u.level, 'parent_code', p.code, 'parent_name', p.name,
      'share', round(s.share::numeric, 3),
      'unit_share', case when st_area(u.geom) > 0 then round(least(s.share * k.surface / st_area(u.geom::geography), 1)::numeric, 3) end,
      'household_count', u.household_count) order by s.share desc, u.code)
    from key_area_unit s join admin_unit u on u.id = s.unit_id and u.level <> 'county' and u.valid_to is null
    left join admin_unit p on p.id = u.parent_id where s.area_id = k.id), '[]'),
  'neighbours', coalesce((select json_agg(json_build_object(
      'code', o.code, 'name', o.name, 'kind', o.kind, 'kind_name', o.kind_name, 'kind_name_en', o.kind_name_en,
      'distance_m', o.metres) order by o.metres, o.code)
    from (
      select a.code, a.name, a.kind, w.name_zh as kind_name, w.name_en as kind_name_en, round(st_distance(a.geom::geography, k.geom::geography)) as metres,
        row_number() over (order by a.geom <-> k.geom, a.code) as nth, row_number() over (partition by a.kind order by a.geom <-> k.geom, a.code) as nth_of_kind
      from key_area a join key_area_kind w on w.code = a.kind where a.valid_to is null and a.id <> k.id
    ) o where o.nth <= 4 or (o.kind = k.kind and o.nth_of_kind <= 2)), '[]')
  ) order by k.code), '[]'))::text as body
from chosen k join key_area_kind n on n.code = k.kind
