-- $1 run, $2 its signals as JSON: kept with the village in which most petitions of the centre's hexagon stand
insert into alarm_signal (county_code, run_id, rank, level, geom, radius_m, hexagons, from_on, to_on, observed, expected, relative_risk, p,
  recurrence_days, village_id)
select installation_county(), $1::bigint, s.rank, s.level, st_setsrid(st_point(s.lon, s.lat), 4326), s.radius_m, s.hexagons, s.from_on, s.to_on,
  s.observed, s.expected, s.relative_risk, s.p, s.recurrence_days, (
    select p.village_id from petition p where p.county_code = installation_county() and p.hex2 = s.hexagons[1]
    group by p.village_id order by count(*) desc, p.village_id limit 1)
from jsonb_to_recordset($2::jsonb) as s (rank int, level text, lon float8, lat float8, radius_m int, hexagons bigint[], from_on date, to_on date,
  observed int, expected float8, relative_risk float8, p float8, recurrence_days float8)
