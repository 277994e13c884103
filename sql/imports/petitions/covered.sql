-- Points that a unit of the level $2 covers and no deeper one. Asked from the deepest level up: nearly every point is found at
-- once and never tried against the larger units.
insert into import_spot_unit
select f.id, p.unit_id
from (
  select s.id, min(p.nth) as nth from import_part p join import_left s on st_covers(p.geom, s.geom) where p.level = $2 group by s.id
) f
join (select distinct nth, unit_id from import_part where level = $2) p on p.nth = f.nth;

delete from import_left s using import_spot_unit u where u.id = s.id;
