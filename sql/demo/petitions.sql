-- $1 county code, $2 first matter number of this chunk: petitions with the filter columns of their matters.
insert into petition (county_code, id, matter_id, received_on, registered_on, prev_on, due_on, closed_on, category,
  people_count, x, y, township_id, village_id, group_id, area_id, channel, lodged_level, purpose, sector, state,
  place_status, is_first, is_collective, is_open, petition_no)
select $1, s.no, m.id, s.received_on, s.registered_on, s.prev_on, coalesce(m.file_due_on, m.opinion_due_on), m.closed_on,
  m.category, s.people_count, mercator_x(st_x(m.geom)), mercator_y(st_y(m.geom)), m.township_id, m.village_id,
  m.group_id, m.area_id, c.id, l.id, m.purpose, m.sector, m.state, m.place_status, s.is_first and s.prev_on is null,
  s.people_count >= 5 and c.rolled_up = 'visit', t.open, 'X' || $1 || to_char(s.received_on, 'YYYYMM') || lpad(s.no::text, 7, '0')
from (
  select p.*, lag(p.received_on) over (partition by p.matter_no order by p.received_on, p.no) as prev_on from demo_petition p
) s
join matter m on m.county_code = $1 and m.id = s.matter_no
join state t on t.id = m.state
join channel c on c.code = s.channel
join lodged_level l on l.code = s.level_lodged
