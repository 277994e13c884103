-- Where a point lies: the deepest unit whose polygon covers it, and its key area. A point on a border belongs to
-- the lowest code, so that counts by unit always add up. Statuses: see matter.place_status.
create or replace function unit_at(point geometry) returns int language sql stable security definer parallel safe
set search_path = public as $$
  select p.unit_id from unit_part p where st_covers(p.geom, point)
  order by level_rank(p.level) desc, p.code collate "C" limit 1
$$;

create or replace function area_at(point geometry) returns int language sql stable security definer parallel safe
set search_path = public as $$
  select p.area_id from key_area_part p where st_covers(p.geom, point) order by p.code collate "C" limit 1
$$;

-- Web-mercator metres of a longitude and latitude in degrees, for the tile pyramid.
create or replace function mercator_x(lon double precision) returns int language sql immutable strict parallel safe as
  $$ select round(lon * 111319.49079327358)::int $$;
create or replace function mercator_y(lat double precision) returns int language sql immutable strict parallel safe as
  $$ select round(ln(tan((90 + least(greatest(lat, -85.06), 85.06)) * pi() / 360)) * 6378137)::int $$;
