-- $1 west, $2 south, $3 east, $4 north in degrees, $5 step in degrees to which corners are moved, $6 levels,
-- $7 resolved filter: JSON array of [id, code, name, level, kind, GeoJSON clipped to the box].
-- Every corner moves to the same lattice whichever unit it belongs to, so neighbours keep their common border.
select coalesce(json_agg(json_build_array(s.id, s.code, s.name, s.level, coalesce(s.kind, ''),
    st_asgeojson(s.shape, 7)::json) order by s.id), '[]')::text as shapes
from (
  select u.id, u.code, u.name, u.level, u.kind, st_collectionextract(st_snaptogrid(
    st_clipbybox2d(u.geom, st_makeenvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326)), $5::float8), 3) as shape
  from admin_unit u
  where u.valid_to is null and u.level = any ($6::text[])
    and u.geom && st_makeenvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326)
    and ($7::jsonb -> 'township_ids' is null or u.township_id = any (int_array($7::jsonb -> 'township_ids')))
    and ($7::jsonb -> 'village_ids' is null or u.village_id = any (int_array($7::jsonb -> 'village_ids')))
    and ($7::jsonb -> 'group_ids' is null or u.group_id = any (int_array($7::jsonb -> 'group_ids')))
) s
where not st_isempty(s.shape)
