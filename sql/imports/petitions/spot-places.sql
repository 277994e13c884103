-- What each distinct point of the file says of its rows.
create temp table import_spot_place as
select s.lon, s.lat, s.x, s.y, s.quadkey, s.geom, coalesce(s.placeholder, false) as placeholder,
  not coalesce(s.placeholder, false) and s.addresses >= 20 as crowded,
  u.township_id, u.village_id, u.group_id, u.id as unit_id, a.area_id
from import_spot s
left join import_spot_unit at on at.id = s.id
left join admin_unit u on u.id = at.unit_id and u.county_code = $1
left join import_spot_area area on area.id = s.id
left join (select distinct nth, area_id from import_area_part) a on a.nth = area.nth;
analyze import_spot_place (lon, lat);
