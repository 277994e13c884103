insert into placeholder_point (county_code, geom, address_count, matter_count)
select $1, st_setsrid(st_makepoint(lon, lat), 4326), address_count, matter_count from demo_fallback
on conflict do nothing
