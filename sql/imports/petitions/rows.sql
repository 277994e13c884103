-- The new matters and their petitions as they will stand in their tables, found out beforehand: what is left for the one
-- transaction that writes is to put them in. Without run and department, which are settled there.

-- Dues by the limits of time_limit: calendar days, moved to the next working day by calendar_day.settles_on
-- (rules/040_due_on.sql says the same for one date). First the matters with one petition in the file.
create temp table import_matter (like matter including defaults);
create temp table import_in_charge (matter_id bigint not null, department text not null);
insert into import_matter (county_code, id, matter_no, title, text, category, purpose, state, confidential,
  matter_key, place_text, place_key, place_status, place_grade, place_method, geom, township_id, village_id, group_id,
  area_id, received_on, registered_on, accepted_on, opinion_on, closed_on, first_channel, file_due_on, register_due_on,
  accept_due_on, opinion_due_on, flags, kinds)
select $1, k.matter_id, k.matter_no, s.title, s.words, case when s.category < 0 then c.code else s.category end, s.purpose,
  s.state, s.confidential, s.identity, s.place_text, s.place_key, p.place_status, p.place_grade, p.place_method,
  p.geom, p.township_id, p.village_id, p.group_id, p.area_id, s.received_on, s.registered_on, s.accepted_on, s.opinion_on,
  s.closed_on, s.channel, s.due_on, c1.settles_on, c2.settles_on, c5.settles_on,
  p.flags || case when s.category < 0 and not c.exact then array['unknown-category'] else '{}' end,
  petition_kinds(coalesce(k.is_first, true), k.is_collective)
from import_key k
cross join import_told told
join import_stage s on s.line = k.line
join import_place p on p.line = k.line
left join import_category c on c.key = s.category
left join calendar_day c1 on told.registered and c1.day = s.received_on + (select days from time_limit where code = 'C1')
left join calendar_day c2 on told.accepted and c2.day = s.registered_on + (select days from time_limit where code = 'C2')
-- whether an end that the file gives no day was in time is not known
left join calendar_day c5 on c5.day = s.accepted_on + (select days from time_limit where code = 'C5')
  and (coalesce(s.opinion_on, s.closed_on) is not null or s.state in (select t.id from state t where t.open))
where k.outcome = 'created' and k.rows = 1
order by k.matter_id;

-- Those with several: the earliest says what it is about, the latest how it stands.
insert into import_matter (county_code, id, matter_no, title, text, category, purpose, state, confidential,
  matter_key, place_text, place_key, place_status, place_grade, place_method, geom, township_id, village_id, group_id,
  area_id, received_on, registered_on, accepted_on, opinion_on, closed_on, returned_on, first_channel, file_due_on,
  register_due_on, accept_due_on, opinion_due_on, flags, kinds)
select $1, n.id, n.matter_no, h.title, h.words, h.category, h.purpose, l.state, h.confidential, h.identity,
  ps.place_text, ps.place_key, p.place_status, p.place_grade, p.place_method, p.geom, p.township_id, p.village_id, p.group_id,
  p.area_id, f.received_on, h.registered_on, h.accepted_on, h.opinion_on, l.closed_on,
  case when h.opinion_on is not null then (select min(e.received_on) from import_member e where e.matter_id = n.id and e.received_on > h.opinion_on) end,
  f.channel, h.due_on, c1.settles_on, c2.settles_on, c5.settles_on, h.flags, h.kinds
from import_new_matter n
cross join import_told told
join import_head h on h.matter_id = n.id
join import_stage f on f.line = h.first_line
join import_stage l on l.line = h.last_line
join import_place p on p.line = coalesce(h.place_line, h.first_line)
join import_stage ps on ps.line = coalesce(h.place_line, h.first_line)
left join calendar_day c1 on told.registered and c1.day = f.received_on + (select days from time_limit where code = 'C1')
left join calendar_day c2 on told.accepted and c2.day = h.registered_on + (select days from time_limit where code = 'C2')
left join calendar_day c5 on c5.day = h.accepted_on + (select days from time_limit where code = 'C5')
  and (coalesce(h.opinion_on, l.closed_on) is not null or l.state in (select t.id from state t where t.open))
where n.rows > 1
order by n.id;
analyze import_matter (id);

insert into import_in_charge
select k.matter_id, s.department from import_key k join import_stage s on s.line = k.line
where k.outcome = 'created' and k.rows = 1 and s.department is not null
union all
select n.id, h.department from import_new_matter n join import_head h on h.matter_id = n.id where n.rows > 1 and h.department is not null;

-- In the order of their matters, which is the order of their places.
create temp table import_petition (like petition including defaults);
insert into import_petition (county_code, id, matter_id, received_on, registered_on, prev_on, channel_prev_on, repeat_prev_on,
  due_on, closed_on, category, people_count, x, y, quadkey, township_id, village_id, group_id, area_id, channel, lodged_level,
  purpose, state, place_status, is_first, is_collective, is_open, petition_no, source_hash)
select $1, nextval((select pg_get_serial_sequence('petition', 'id')::regclass)), n.*
from (
  select k.matter_id, k.received_on, s.registered_on, e.prev_on, e.channel_prev_on, e.repeat_prev_on,
    coalesce(m.file_due_on, m.opinion_due_on), m.closed_on, m.category, s.people_count, p.x, p.y,
    case when m.place_status = 1 and p.x is not null then p.quadkey end, m.township_id, m.village_id, m.group_id, m.area_id,
    s.channel, s.lodged_level, m.purpose, m.state, m.place_status, coalesce(e.is_first, k.is_first, true), s.is_collective,
    st.open, k.petition_no, k.row_hash
  from import_key k
  join import_matter m on m.id = k.matter_id
  left join import_head h on h.matter_id = k.matter_id
  -- the row that gave the matter its place: metres and cell of its point are known
  join import_place p on p.line = coalesce(h.place_line, h.first_line, k.line)
  join import_stage s on s.line = k.line
  join state st on st.id = m.state
  left join import_member e on e.line = k.line
  where k.outcome = 'created'
  order by k.matter_id
) n;
