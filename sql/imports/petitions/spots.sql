-- Where the points of the file lie: each distinct point once, by an inline join on the pieces of the boundaries.
-- Same rule as unit_at() and area_at() (rules/030_place_points.sql), which called per row would cost ten times as much.
create temp table import_spot as
with counted as (
  select lon, lat, count(*)::int as n from import_stage where lon is not null and lat is not null group by lon, lat
), crowds as (
  -- sorting the words of every point would cost more than everything else here
  select s.lon, s.lat, count(distinct coalesce(s.place_key, s.place_text))::int as addresses,
    count(distinct s.text_township)::int as townships
  from import_stage s join counted c on c.n >= 20 and c.lon = s.lon and c.lat = s.lat group by s.lon, s.lat
)
select c.lon, c.lat, c.n, coalesce(k.addresses, 0) as addresses, mercator_x(c.lon) as x, mercator_y(c.lat) as y,
  quadkey(mercator_x(c.lon), mercator_y(c.lat)) as quadkey, st_setsrid(st_makepoint(c.lon, c.lat), 4326) as geom,
  -- A geocoder that does not find an address answers with the middle of somewhere. The mark: many different addresses on
  -- one point whose words name several townships. One address with hundreds of reports is no placeholder, nor are the
  -- many doors of one street. Where no text names a township, twice as many addresses decide.
  case when k.addresses >= 20 and (k.townships >= 3 or k.townships = 0 and k.addresses >= 40) then true end as placeholder
from counted c left join crowds k on k.lon = c.lon and k.lat = c.lat
-- neighbours one after another: the same piece of a boundary is asked again and again
order by quadkey;

-- A placeholder stays one for the rows of later files.
update import_spot s set placeholder = (h.state <> 'cleared')
from placeholder_point h
where h.county_code = $1 and st_x(h.geom) = s.lon and st_y(h.geom) = s.lat
  and (h.state <> 'found' or s.placeholder is null);

-- Level by level from the deepest: a point that a village covers is not asked of the township and the county.
create temp table import_spot_place as
select s.lon, s.lat, s.x, s.y, s.quadkey, s.geom, coalesce(s.placeholder, false) as placeholder,
  not coalesce(s.placeholder, false) and s.addresses >= 20 as crowded,
  u.township_id, u.village_id, u.group_id, u.id as unit_id, a.area_id
from import_spot s
left join lateral (
  select p.unit_id from unit_part p where p.level = 'group' and st_covers(p.geom, s.geom)
  order by p.code collate "C" limit 1
) g on not coalesce(s.placeholder, false) and exists (select from unit_part where level = 'group')
left join lateral (
  select p.unit_id from unit_part p where g.unit_id is null and p.level = 'village' and st_covers(p.geom, s.geom)
  order by p.code collate "C" limit 1
) v on not coalesce(s.placeholder, false)
left join lateral (
  select p.unit_id from unit_part p where coalesce(g.unit_id, v.unit_id) is null and p.level = 'township' and st_covers(p.geom, s.geom)
  order by p.code collate "C" limit 1
) t on not coalesce(s.placeholder, false)
left join lateral (
  select p.unit_id from unit_part p
  where coalesce(g.unit_id, v.unit_id, t.unit_id) is null and p.level = 'county' and st_covers(p.geom, s.geom)
  order by p.code collate "C" limit 1
) c on not coalesce(s.placeholder, false)
left join admin_unit u on u.id = coalesce(g.unit_id, v.unit_id, t.unit_id, c.unit_id) and u.county_code = $1
left join lateral (
  select k.area_id from key_area_part k where st_covers(k.geom, s.geom) order by k.code collate "C" limit 1
) a on not coalesce(s.placeholder, false);
analyze import_spot_place (lon, lat);
