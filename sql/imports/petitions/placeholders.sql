-- Placeholder points that the file shows, or shows more of.
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
