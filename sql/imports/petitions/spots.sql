-- Where the points of the file lie: each distinct point once, by an inline join on the pieces of the boundaries.
-- Same rule as unit_at() and area_at() (rules/030_place_points.sql), which called per row would cost ten times as much.
create temp table import_spot on commit drop as
select p.lon, p.lat, p.n, p.addresses, p.townships,
  mercator_x(p.lon) as x, mercator_y(p.lat) as y, quadkey(mercator_x(p.lon), mercator_y(p.lat)) as quadkey,
  st_setsrid(st_makepoint(p.lon, p.lat), 4326) as geom,
  null::boolean as placeholder
from (
  select lon, lat, count(*)::int as n, count(distinct coalesce(place_key, place_text))::int as addresses,
    count(distinct text_township)::int as townships
  from import_stage where lon is not null and lat is not null group by lon, lat
) p;

-- A geocoder that does not find an address answers with the middle of somewhere. The mark: many different addresses on
-- one point whose words name several townships. One address with hundreds of reports is no placeholder, nor are the
-- many doors of one street. Where no text names a township, twice as many addresses decide.
update import_spot set placeholder = true
where addresses >= 20 and (townships >= 3 or townships = 0 and addresses >= 40);

-- A placeholder stays one for the rows of later files.
update import_spot s set placeholder = (h.state <> 'cleared')
from placeholder_point h
where h.county_code = $1 and st_x(h.geom) = s.lon and st_y(h.geom) = s.lat
  and (h.state <> 'found' or s.placeholder is null);

insert into import_before (county_code, run_id, table_name, row_id, before)
select $1, $2, 'placeholder_point', h.id, to_jsonb(h) || jsonb_build_object('geom', h.geom::text)
from placeholder_point h join import_spot s on st_x(h.geom) = s.lon and st_y(h.geom) = s.lat
where h.county_code = $1 and s.placeholder and (h.address_count < s.addresses or h.matter_count < s.n);

insert into placeholder_point (county_code, geom, address_count, matter_count, import_run_id)
select $1, geom, addresses, n, $2 from import_spot where placeholder
on conflict (county_code, st_x(geom), st_y(geom)) do update set
  address_count = greatest(placeholder_point.address_count, excluded.address_count),
  matter_count = greatest(placeholder_point.matter_count, excluded.matter_count)
where placeholder_point.address_count < excluded.address_count or placeholder_point.matter_count < excluded.matter_count;

create temp table import_spot_place on commit drop as
select s.lon, s.lat, s.x, s.y, s.quadkey, s.geom, coalesce(s.placeholder, false) as placeholder,
  not coalesce(s.placeholder, false) and s.addresses >= 20 as crowded,
  u.township_id, u.village_id, u.group_id, u.id as unit_id, a.area_id
from import_spot s
left join lateral (
  select p.unit_id from unit_part p where st_covers(p.geom, s.geom)
  order by case p.level when 'group' then 1 when 'village' then 2 when 'township' then 3 else 4 end, p.code collate "C"
  limit 1
) at on not coalesce(s.placeholder, false)
left join admin_unit u on u.id = at.unit_id and u.county_code = $1
left join lateral (
  select k.area_id from key_area_part k where st_covers(k.geom, s.geom) order by k.code collate "C" limit 1
) a on not coalesce(s.placeholder, false);
create index on import_spot_place (lon, lat);
analyze import_spot_place;
