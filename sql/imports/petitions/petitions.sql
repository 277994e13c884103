-- New petitions of matters known from before.
insert into petition (county_code, matter_id, received_on, registered_on, prev_on, channel_prev_on, repeat_prev_on, due_on,
  closed_on, category, people_count, x, y, township_id, village_id, group_id, area_id, channel, lodged_level, purpose, sector,
  state, place_status, is_first, is_collective, is_open, petition_no, import_run_id, source_hash)
select $1, k.matter_id, k.received_on, s.registered_on, e.prev_on, e.channel_prev_on, e.repeat_prev_on,
  coalesce(m.file_due_on, m.opinion_due_on), m.closed_on, m.category, s.people_count, mercator_x(st_x(m.geom)),
  mercator_y(st_y(m.geom)), m.township_id, m.village_id, m.group_id, m.area_id, s.channel, s.lodged_level, m.purpose, m.sector,
  m.state, m.place_status, e.is_first, s.is_collective, st.open, k.petition_no, $2, k.row_hash
from import_member e
join import_touched t on t.matter_id = e.matter_id and t.known
join import_key k on k.line = e.line and k.outcome = 'created'
join import_stage s on s.line = k.line
join matter m on m.county_code = $1 and m.id = k.matter_id
join state st on st.id = m.state
order by k.matter_id;

-- Petitions from before, in matters that changed: their own values where the file corrects them, the matter's otherwise.
create temp table import_after as
select p.id, e.received_on, coalesce(s.registered_on, p.registered_on) as registered_on, e.prev_on, e.channel_prev_on,
  e.repeat_prev_on, coalesce(m.file_due_on, m.opinion_due_on) as due_on, m.closed_on, m.category,
  coalesce(s.people_count, p.people_count) as people_count, mercator_x(st_x(m.geom)) as x, mercator_y(st_y(m.geom)) as y,
  m.township_id, m.village_id, m.group_id, m.area_id, e.channel,
  coalesce(s.lodged_level, p.lodged_level) as lodged_level, m.purpose, m.sector, m.state, m.place_status,
  e.is_first, e.is_collective, st.open as is_open, coalesce(k.row_hash, p.source_hash) as source_hash
from import_member e
join petition p on p.county_code = $1 and p.id = e.petition_id
join matter m on m.county_code = $1 and m.id = p.matter_id
join state st on st.id = m.state
left join import_key k on k.petition_id = p.id and k.outcome = 'updated'
left join import_stage s on s.line = k.line
where (p.received_on, p.registered_on, p.prev_on, p.channel_prev_on, p.repeat_prev_on, p.due_on, p.closed_on, p.category,
    p.people_count, p.x, p.y, p.township_id, p.village_id, p.group_id, p.area_id, p.channel, p.lodged_level, p.purpose, p.sector,
    p.state, p.place_status, p.is_first, p.is_collective, p.is_open, p.source_hash)
  is distinct from (e.received_on, coalesce(s.registered_on, p.registered_on), e.prev_on, e.channel_prev_on, e.repeat_prev_on,
    coalesce(m.file_due_on, m.opinion_due_on), m.closed_on, m.category, coalesce(s.people_count, p.people_count),
    mercator_x(st_x(m.geom)), mercator_y(st_y(m.geom)), m.township_id, m.village_id, m.group_id, m.area_id, e.channel,
    coalesce(s.lodged_level, p.lodged_level), m.purpose, m.sector, m.state, m.place_status, e.is_first, e.is_collective, st.open,
    coalesce(k.row_hash, p.source_hash));

insert into import_before (county_code, run_id, table_name, row_id, before)
select $1, $2, 'petition', p.id, to_jsonb(p) - 'quadkey' from petition p join import_after a on a.id = p.id
where p.county_code = $1;

update petition p set received_on = a.received_on, registered_on = a.registered_on, prev_on = a.prev_on,
  channel_prev_on = a.channel_prev_on, repeat_prev_on = a.repeat_prev_on, due_on = a.due_on, closed_on = a.closed_on,
  category = a.category, people_count = a.people_count, x = a.x, y = a.y, township_id = a.township_id,
  village_id = a.village_id, group_id = a.group_id, area_id = a.area_id, channel = a.channel, lodged_level = a.lodged_level,
  purpose = a.purpose, sector = a.sector, state = a.state, place_status = a.place_status, is_first = a.is_first,
  is_collective = a.is_collective, is_open = a.is_open, source_hash = a.source_hash
from import_after a where p.county_code = $1 and p.id = a.id;

-- Somebody may have registered a petition of a known matter while the file was read.
select order_petitions($1, (select array_agg(matter_id) from import_touched where known)) where exists (select from import_touched where known);
