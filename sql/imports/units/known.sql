select u.id, u.code, u.name, u.level, u.kind, p.code as parent_code, u.household_count, u.official, u.valid_from::text,
  st_x(u.point) || ' ' || st_y(u.point) as point, md5(u.geom::text) as geom_hash,
  (select coalesce(jsonb_agg(n.name), '[]') from unit_name n where n.unit_id = u.id) as names
from admin_unit u left join admin_unit p on p.id = u.parent_id
where u.county_code = $1 and u.valid_to is null
order by u.code collate "C"
