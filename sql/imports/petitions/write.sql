-- New matters and their petitions, as sql/imports/petitions/rows.sql found them.
insert into matter (county_code, id, matter_no, title, text, category, purpose, state, confidential, matter_key, place_text, place_key, place_status,
  place_grade, place_method, geom, township_id, village_id, group_id, area_id, received_on, registered_on, accepted_on,
  opinion_on, closed_on, returned_on, first_channel, file_due_on, register_due_on, accept_due_on, opinion_due_on, flags, kinds,
  department_id, import_run_id)
select m.county_code, m.id, m.matter_no, m.title, m.text, m.category, m.purpose, m.state, m.confidential, m.matter_key, m.place_text,
  m.place_key, m.place_status, m.place_grade, m.place_method, m.geom, m.township_id, m.village_id, m.group_id, m.area_id,
  m.received_on, m.registered_on, m.accepted_on, m.opinion_on, m.closed_on, m.returned_on, m.first_channel, m.file_due_on,
  m.register_due_on, m.accept_due_on, m.opinion_due_on, m.flags, m.kinds, d.id, $2::bigint
from import_matter m
left join import_in_charge c on c.matter_id = m.id
left join import_department d on d.name = c.department;

insert into petition (county_code, id, matter_id, received_on, registered_on, prev_on, channel_prev_on, repeat_prev_on, due_on,
  closed_on, category, people_count, x, y, township_id, village_id, group_id, area_id, channel, lodged_level, purpose, state,
  place_status, is_first, is_collective, is_open, petition_no, source_hash, import_run_id)
select county_code, id, matter_id, received_on, registered_on, prev_on, channel_prev_on, repeat_prev_on, due_on, closed_on, category,
  people_count, x, y, township_id, village_id, group_id, area_id, channel, lodged_level, purpose, state, place_status, is_first,
  is_collective, is_open, petition_no, source_hash, $2::bigint
from import_petition;
