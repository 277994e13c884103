-- $1 units of one level as JSON, parents loaded before. The fictional county: made, not official.
insert into admin_unit (county_code, code, name, level, kind, parent_id, geom, point, household_count, official)
select $2, u.code, u.name, u.level, u.kind, p.id,
  st_multi(st_setsrid(st_geomfromgeojson(u.geometry), 4326)), st_setsrid(st_makepoint(u.lon, u.lat), 4326),
  u.household_count, false
from jsonb_to_recordset($1::jsonb) u (code text, name text, level text, kind text, parent_code text, geometry jsonb,
  lon double precision, lat double precision, household_count int)
left join admin_unit p on p.county_code = $2 and p.code = u.parent_code
