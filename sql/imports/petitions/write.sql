-- New matters, each from its earliest row in the file. Dues by the limits of time_limit: calendar days, moved to the
-- next working day by calendar_day.settles_on (rules/040_due_on.sql says the same for one date).
insert into matter (county_code, id, matter_no, title, text, category, purpose, state, department_id, confidential,
  matter_key, place_text, place_key, place_status, place_grade, place_method, geom, township_id, village_id, group_id,
  area_id, received_on, registered_on, accepted_on, opinion_on, closed_on, first_channel, file_due_on, register_due_on,
  accept_due_on, opinion_due_on, flags, import_run_id)
select $1, k.matter_id, k.matter_no, s.title, s.words, case when s.category < 0 then c.code else s.category end, s.purpose,
  s.state, d.id, s.confidential, s.identity, s.place_text, s.place_key, p.place_status, p.place_grade, p.place_method,
  p.geom, p.township_id, p.village_id, p.group_id, p.area_id, s.received_on, s.registered_on, s.accepted_on, s.opinion_on,
  s.closed_on, s.channel, s.due_on, c1.settles_on, c2.settles_on, c5.settles_on,
  p.flags || case when s.category < 0 and not c.exact then array['unknown-category'] else '{}' end, $2
from import_key k
join import_stage s on s.line = k.line
join import_place p on p.line = k.line
join import_new_matter n on n.id = k.matter_id
left join import_member e on e.line = k.line and n.rows > 1
left join import_category c on c.key = s.category
left join import_department d on d.name = s.department
left join calendar_day c1 on c1.day = s.received_on + (select days from time_limit where code = 'C1')
left join calendar_day c2 on c2.day = s.registered_on + (select days from time_limit where code = 'C2')
left join calendar_day c5 on c5.day = s.accepted_on + (select days from time_limit where code = 'C5')
where k.outcome = 'created' and (n.rows = 1 or e.nth = 1)
order by k.matter_id;

analyze matter;
