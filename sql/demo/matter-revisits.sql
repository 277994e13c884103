-- $1 county, $2 last day. Three of four closed matters were asked afterwards; most were content.
insert into revisit (county_code, area_id, unit_id, township_id, village_id, group_id, matter_id, on_date, result)
select m.county_code, m.area_id, coalesce(m.group_id, m.village_id, m.township_id, (select id from admin_unit where county_code = $1 and level = 'county')),
  m.township_id, m.village_id, m.group_id, m.id, least(m.closed_on + 6, $2::date),
  case when m.id % 11 = 0 then 'not' when m.id % 4 = 1 then 'basically' else 'satisfied' end
from matter m
where m.county_code = $1 and m.closed_on is not null and m.state in (8, 9) and m.id % 4 <> 2
  and m.id > (select max(id) - 4000 from matter where county_code = $1)
