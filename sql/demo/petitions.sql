-- $1 county code: petitions with the filter columns of their matters.
insert into petition (county_code, id, matter_id, received_on, registered_on, prev_on, channel_prev_on, repeat_prev_on, due_on,
  closed_on, category, people_count, x, y, township_id, village_id, group_id, area_id, channel, lodged_level, purpose, sector,
  state, place_status, is_first, is_collective, is_open, petition_no)
select $1, s.no, m.id, s.received_on, s.registered_on, s.prev_on, s.channel_prev_on, s.repeat_prev_on,
  coalesce(m.file_due_on, m.opinion_due_on), m.closed_on, m.category, s.people_count, mercator_x(st_x(m.geom)),
  mercator_y(st_y(m.geom)), m.township_id, m.village_id, m.group_id, m.area_id, s.channel, s.lodged_level, m.purpose,
  m.sector, m.state, m.place_status, s.is_first, s.is_collective, t.open,
  'X' || $1 || to_char(s.received_on, 'YYYYMM') || lpad(s.no::text, 7, '0')
from demo_contact s
join matter m on m.county_code = $1 and m.id = s.matter_no
join state t on t.id = m.state
