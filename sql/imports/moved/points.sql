-- Matters whose place follows another unit or area now. $1 county.
-- import_changed holds the old and new shapes, import_ended the units that are over.
create temp table import_place_now as
select m.id, case when u.id is null then 2 else 1 end::smallint as place_status, m.place_grade, m.place_method, m.geom,
  u.township_id, u.village_id, u.group_id, a.area_id
from matter m
left join lateral (
  select p.unit_id from unit_part p where st_covers(p.geom, m.geom)
  order by case p.level when 'group' then 1 when 'village' then 2 when 'township' then 3 else 4 end, p.code collate "C"
  limit 1
) at on true
left join admin_unit u on u.id = at.unit_id and u.county_code = $1
left join lateral (
  select k.area_id from key_area_part k where st_covers(k.geom, m.geom) order by k.code collate "C" limit 1
) a on true
where m.county_code = $1 and m.geom is not null and m.place_status in (1, 2)
  and exists (select from import_changed c where m.geom && c.geom);

-- Placed by words or code, or in a place without polygons: to the one successor of the deepest unit that is over.
insert into import_place_now
select m.id, case when u.id is not null or t.valid_to is null and t.id is not null then 1 else 0 end,
  case when u.id is not null then m.place_grade when t.id is not null and t.valid_to is null then 'D' else 'E' end,
  m.place_method, m.geom,
  coalesce(u.township_id, case when t.valid_to is null then t.id end), u.village_id, u.group_id, m.area_id
from matter m
left join admin_unit t on t.id = m.township_id
left join lateral (
  select min(s.successor_id) as id from unit_succession s
  where s.predecessor_id = case
    when m.group_id in (select id from import_ended) then m.group_id
    when m.village_id in (select id from import_ended) then m.village_id else m.township_id end
  having count(*) = 1
) next on true
left join admin_unit live on live.id = coalesce(m.group_id, m.village_id) and live.valid_to is null
left join admin_unit u on u.id = coalesce(live.id, next.id) and u.valid_to is null
where m.county_code = $1 and m.place_status = 1
  and (m.group_id in (select id from import_ended) or m.village_id in (select id from import_ended)
    or m.township_id in (select id from import_ended))
  and not exists (select from import_place_now n where n.id = m.id);
