-- One place per row of the file: its point, else its unit code, else its words. A placeholder point is no place, but
-- the words may be one; a point outside every unit stays outside whatever the words say.
create temp table import_code as
select distinct on (s.unit_code) s.unit_code, u.id, u.level, u.township_id, u.village_id, u.group_id
from (select distinct unit_code from import_stage where unit_code is not null) s
join admin_unit v on v.county_code = $1 and v.code = s.unit_code
-- a code of the past means the unit that it became, where it became one
left join lateral (
  select min(x.successor_id) as id from unit_succession x where x.predecessor_id = v.id having count(*) = 1
) next on v.valid_to is not null
join admin_unit u on u.id = case when v.valid_to is null then v.id else next.id end and u.valid_to is null
order by s.unit_code, v.valid_from desc;

-- Each of the few words for an area once: compared with every row, ten areas were a third of the next step. A code goes before
-- a name; a name that several areas have says nothing.
create temp table import_area_code as
select s.area_code, case when count(*) = 1 then min(k.id) else min(k.id) filter (where k.code = s.area_code) end as id
from (select distinct area_code from import_stage where area_code is not null) s
join key_area k on k.county_code = $1 and k.valid_to is null and s.area_code in (k.code, k.name)
group by s.area_code;

create temp table import_place as
select s.line,
  case when p.lon is not null and not p.placeholder then case when p.unit_id is null then 2 else 1 end
    when c.id is not null and c.level <> 'county' or t.id is not null then 1
    when p.placeholder then 3 else 0 end::smallint as place_status,
  case when p.lon is not null and not p.placeholder then case when p.unit_id is not null then 'A' end
    when c.id is not null and c.level <> 'county' then case c.level when 'group' then 'A' when 'village' then 'B' else 'D' end
    else s.text_grade end::char(1) as place_grade,
  case when p.lon is not null and not p.placeholder then 'point'
    when c.id is not null and c.level <> 'county' then 'code'
    when t.id is not null then 'text' end as place_method,
  case when p.lon is not null and (not p.placeholder or c.id is null and t.id is null) then p.geom end as geom,
  case when p.lon is not null and (not p.placeholder or c.id is null and t.id is null) then p.x end as x,
  case when p.lon is not null and (not p.placeholder or c.id is null and t.id is null) then p.y end as y,
  p.quadkey,
  coalesce(u.township_id, case when not coalesce(p.lon is not null and not p.placeholder, false)
    then coalesce(c.township_id, t.township_id) end) as township_id,
  coalesce(u.village_id, case when not coalesce(p.lon is not null and not p.placeholder, false)
    then coalesce(c.village_id, t.village_id) end) as village_id,
  coalesce(u.group_id, case when not coalesce(p.lon is not null and not p.placeholder, false)
    then coalesce(c.group_id, t.group_id) end) as group_id,
  -- a point is in an area or is not; without a point the file's own word for the area counts
  case when p.lon is not null and not p.placeholder then p.area_id else k.id end as area_id,
  coalesce(p.placeholder, false) as placeholder,
  -- few rows have any of them, and five arrays put together for each row are a third of this step
  case when p.placeholder or p.crowded or p.lon is not null and p.unit_id is null or s.unit_code is not null and c.id is null
      or s.area_code is not null and k.id is null
    then s.flags
      || case when p.placeholder then array['placeholder-point'] else '{}' end
      || case when p.crowded then array['crowded-point'] else '{}' end
      -- a county without boundaries has no outside to be told of
      || case when p.lon is not null and not p.placeholder and p.unit_id is null and b.drawn then array['outside'] else '{}' end
      || case when s.unit_code is not null and c.id is null and p.lon is null then array['unknown-unit-code'] else '{}' end
      || case when s.area_code is not null and k.id is null then array['unknown-area'] else '{}' end
    else s.flags end
    as flags
from import_stage s
left join import_spot_place p on p.lon = s.lon and p.lat = s.lat
left join admin_unit u on u.id = p.unit_id
left join import_code c on c.unit_code = s.unit_code
left join admin_unit t on t.id = s.text_unit and t.level <> 'county'
  and (c.id is null or c.level = 'county')
left join import_area_code k on k.area_code = s.area_code
cross join (select exists (select from unit_part) as drawn) b;
analyze import_place (line);
