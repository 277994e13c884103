-- Where the points of the file lie: each distinct point once. Same rule as unit_at() and area_at()
-- (rules/030_place_points.sql), which called per row would cost ten times as much.
create temp table import_point as
with counted as (
  select lon, lat, count(*)::int as n from import_stage where lon is not null and lat is not null group by lon, lat
), crowds as (
  -- sorting the words of every point would cost more than everything else here
  select s.lon, s.lat, count(distinct coalesce(s.place_key, s.place_text))::int as addresses,
    count(distinct s.text_township)::int as townships
  from import_stage s join counted c on c.n >= 20 and c.lon = s.lon and c.lat = s.lat group by s.lon, s.lat
)
select c.lon, c.lat, c.n, coalesce(k.addresses, 0) as addresses, mercator_x(c.lon) as x, mercator_y(c.lat) as y,
  -- A geocoder that does not find an address answers with the middle of somewhere. The mark: many different addresses on
  -- one point whose words name several townships. One address with hundreds of reports is no placeholder, nor are the
  -- many doors of one street. Where no text names a township, twice as many addresses decide.
  case when k.addresses >= 20 and (k.townships >= 3 or k.townships = 0 and k.addresses >= 40) then true end as placeholder
from counted c left join crowds k on k.lon = c.lon and k.lat = c.lat;

-- A step of its own: the metres, which the quadkey asks for many times, are counted once.
create temp table import_spot as
select row_number() over ()::int as id, p.*, st_setsrid(st_makepoint(p.lon, p.lat), 4326) as geom
from (select p.*, quadkey(p.x, p.y) as quadkey from import_point p order by 8) p;

-- A placeholder stays one for the rows of later files.
update import_spot s set placeholder = (h.state <> 'cleared')
from placeholder_point h
where h.county_code = $1 and st_x(h.geom) = s.lon and st_y(h.geom) = s.lat
  and (h.state <> 'found' or s.placeholder is null);

-- The pieces of the boundaries by code. A table without an index, so that each piece looks for its points: a piece that is
-- prepared once and asked of all its points costs a tenth of points that look for pieces.
create temp table import_part as
select p.unit_id, p.level, p.geom, dense_rank() over (order by p.code collate "C", p.unit_id)::int as nth from unit_part p;
create temp table import_area_part as
select p.area_id, p.geom, dense_rank() over (order by p.code collate "C", p.area_id)::int as nth from key_area_part p;

create temp table import_left as select id, geom from import_spot where placeholder is not true;
create index on import_left using gist (geom);
-- how many there are; what analysing points would say, no plan here asks
analyze import_left (id);

create temp table import_spot_area as
select s.id, min(p.nth) as nth from import_area_part p join import_left s on st_covers(p.geom, s.geom) group by s.id;
create temp table import_spot_unit (id int not null, unit_id int not null);
