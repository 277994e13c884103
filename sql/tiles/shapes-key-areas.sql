-- As shapes-units.sql; $6, the levels, is empty. Of the filter only the areas count: an area belongs to several units.
select coalesce(json_agg(json_build_array(s.id, s.code, s.name, 'key_area', s.kind, st_asgeojson(s.shape, 7)::json)
    order by s.id), '[]')::text as shapes
from (
  select k.id, k.code, k.name, k.kind, st_collectionextract(st_snaptogrid(
    st_clipbybox2d(k.geom, st_makeenvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326)), $5::float8), 3) as shape
  from key_area k
  where k.valid_to is null and cardinality($6::text[]) = 0
    and k.geom && st_makeenvelope($1::float8, $2::float8, $3::float8, $4::float8, 4326)
    and ($7::jsonb -> 'area_ids' is null or k.id = any (int_array($7::jsonb -> 'area_ids')))
) s
where not st_isempty(s.shape)
