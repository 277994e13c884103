insert into key_area (county_code, code, name, kind, geom, household_count, problem_count, note, valid_from)
select $2, a.code, a.name, a.kind, st_multi(st_setsrid(st_geomfromgeojson(a.geometry), 4326)), a.households,
  a.problem_count, a.note, '2023-12-01'
from jsonb_to_recordset($1::jsonb) a (code text, name text, kind text, geometry jsonb, households int,
  problem_count int, note text)
