-- New matters. Dues by the limits of time_limit: calendar days, moved to the next working day by
-- calendar_day.settles_on (rules/040_due_on.sql says the same for one date). First those with one petition in the file.
insert into matter (county_code, id, matter_no, title, text, category, purpose, state, department_id, confidential,
  matter_key, place_text, place_key, place_status, place_grade, place_method, geom, township_id, village_id, group_id,
  area_id, received_on, registered_on, accepted_on, opinion_on, closed_on, first_channel, file_due_on, register_due_on,
  accept_due_on, opinion_due_on, flags, kinds, import_run_id)
select $1, k.matter_id, k.matter_no, s.title, s.words, case when s.category < 0 then c.code else s.category end, s.purpose,
  s.state, d.id, s.confidential, s.identity, s.place_text, s.place_key, p.place_status, p.place_grade, p.place_method,
  p.geom, p.township_id, p.village_id, p.group_id, p.area_id, s.received_on, s.registered_on, s.accepted_on, s.opinion_on,
  s.closed_on, s.channel, s.due_on, c1.settles_on, c2.settles_on, c5.settles_on,
  p.flags || case when s.category < 0 and not c.exact then array['unknown-category'] else '{}' end,
  petition_kinds(coalesce(k.is_first, true), k.is_collective), $2
from import_key k
join import_stage s on s.line = k.line
join import_place p on p.line = k.line
left join import_category c on c.key = s.category
left join import_department d on d.name = s.department
left join calendar_day c1 on c1.day = s.received_on + (select days from time_limit where code = 'C1')
left join calendar_day c2 on c2.day = s.registered_on + (select days from time_limit where code = 'C2')
left join calendar_day c5 on c5.day = s.accepted_on + (select days from time_limit where code = 'C5')
where k.outcome = 'created' and k.rows = 1
order by k.matter_id;

-- Those with several: the earliest says what it is about, the latest how it stands.
insert into matter (county_code, id, matter_no, title, text, category, purpose, state, department_id, confidential,
  matter_key, place_text, place_key, place_status, place_grade, place_method, geom, township_id, village_id, group_id,
  area_id, received_on, registered_on, accepted_on, opinion_on, closed_on, returned_on, first_channel, file_due_on,
  register_due_on, accept_due_on, opinion_due_on, flags, kinds, import_run_id)
select $1, n.id, n.matter_no, h.title, h.words, h.category, h.purpose, l.state, h.department_id, h.confidential, h.identity,
  ps.place_text, ps.place_key, p.place_status, p.place_grade, p.place_method, p.geom, p.township_id, p.village_id, p.group_id,
  p.area_id, f.received_on, h.registered_on, h.accepted_on, h.opinion_on, l.closed_on,
  case when h.opinion_on is not null then (select min(e.received_on) from import_member e where e.matter_id = n.id and e.received_on > h.opinion_on) end,
  f.channel, h.due_on, c1.settles_on, c2.settles_on, c5.settles_on, h.flags, h.kinds, $2
from import_new_matter n
join import_head h on h.matter_id = n.id
join import_stage f on f.line = h.first_line
join import_stage l on l.line = h.last_line
join import_place p on p.line = coalesce(h.place_line, h.first_line)
join import_stage ps on ps.line = coalesce(h.place_line, h.first_line)
left join calendar_day c1 on c1.day = f.received_on + (select days from time_limit where code = 'C1')
left join calendar_day c2 on c2.day = h.registered_on + (select days from time_limit where code = 'C2')
left join calendar_day c5 on c5.day = h.accepted_on + (select days from time_limit where code = 'C5')
where n.rows > 1
order by n.id;
