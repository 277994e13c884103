-- $1 resolved filter (its day only), $2 {of}: an area's borders by date, the present ones first.
select json_build_object('as_of', $1::jsonb ->> 'as_of', 'rows', coalesce(json_agg(json_build_object(
  'valid_from', v.valid_from, 'valid_to', v.valid_to, 'name', v.name, 'kind', v.kind, 'household_count', v.household_count,
  'geometry', st_asgeojson(st_forcepolygonccw(v.geom), 6)::json) order by v.valid_from desc), '[]'))::text as body
from (
  select k.valid_from, k.valid_to, k.name, k.kind, k.household_count, k.geom from key_area k where k.code = $2::jsonb ->> 'of' and k.valid_to is null
  union all
  select v.valid_from, v.valid_to, v.name, v.kind, v.household_count, v.geom from key_area_version v join key_area k on k.id = v.area_id
  where k.code = $2::jsonb ->> 'of' and k.valid_to is null) v
