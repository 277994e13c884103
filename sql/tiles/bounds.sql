-- [west, south, east, north] of what the caller sees, in degrees; null without any unit
select case when e.box is not null then
  json_build_array(st_xmin(e.box), st_ymin(e.box), st_xmax(e.box), st_ymax(e.box)) end::text as bounds
from (select st_extent(u.geom) as box from admin_unit u where u.valid_to is null) e
