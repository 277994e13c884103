-- What rules/020_cut_boundaries.sql does for areas that are drawn from now on, once for those that are there.
insert into key_area_unit (area_id, unit_id, share)
select s.area_id, s.above, max(s.share) from (
  select k.area_id, a.id as above, u.level, least(sum(k.share), 1) as share
  from key_area_unit k join admin_unit u on u.id = k.unit_id and u.geom is not null
  join admin_unit a on a.id in (u.county_id, u.township_id, u.village_id) and a.id <> u.id and a.geom is null
  group by k.area_id, a.id, u.level) s
group by s.area_id, s.above
on conflict do nothing;
