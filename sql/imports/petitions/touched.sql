-- Matters known from before that the file adds to or corrects. The earliest petition says what the matter is about and
-- where; the latest says how it stands; an empty cell erases nothing; a place set by hand stays.
insert into import_before (county_code, run_id, table_name, row_id, before)
select $1, $2, 'matter', m.id, to_jsonb(m) || jsonb_build_object('geom', m.geom::text)
from matter m join import_touched t on t.matter_id = m.id and t.known where m.county_code = $1;

create temp table import_new_place as
select m.id, p.*, s.place_text, s.place_key
from import_head h
join import_touched t on t.matter_id = h.matter_id and t.known
join matter m on m.county_code = $1 and m.id = h.matter_id
join import_place p on p.line = h.place_line
join import_stage s on s.line = h.place_line
where m.place_method is distinct from 'hand' and (h.place_line = h.first_line or m.place_status in (0, 3));

insert into place_history (county_code, matter_id, reason, import_run_id, place_status, place_grade, place_method, geom,
  township_id, village_id, group_id, area_id)
select $1, m.id, 'import', $2, m.place_status, m.place_grade, m.place_method, m.geom, m.township_id, m.village_id, m.group_id, m.area_id
from import_new_place p join matter m on m.county_code = $1 and m.id = p.id
where (m.place_status, m.geom::text, m.township_id, m.village_id, m.group_id, m.area_id)
  is distinct from (p.place_status, p.geom::text, p.township_id, p.village_id, p.group_id, p.area_id);

-- One update of each row: the table has many indexes.
update matter m set kinds = n.kinds, title = n.title, text = n.words, category = n.category, purpose = n.purpose, department_id = n.department_id,
  confidential = n.confidential, matter_key = n.matter_key, received_on = n.received_on, first_channel = n.first_channel,
  registered_on = n.registered_on, accepted_on = n.accepted_on, state = n.state, opinion_on = n.opinion_on,
  closed_on = n.closed_on, file_due_on = n.file_due_on, flags = n.flags, version = m.version + 1,
  place_text = n.place_text, place_key = n.place_key, place_status = n.place_status, place_grade = n.place_grade,
  place_method = n.place_method, geom = n.geom, township_id = n.township_id, village_id = n.village_id,
  group_id = n.group_id, area_id = n.area_id,
  returned_on = (select min(e.received_on) from import_member e where e.matter_id = m.id and e.received_on > n.opinion_on),
  -- what neither this file nor what was known tells of a date's clock stays untold
  register_due_on = case when told.registered or m.register_due_on is not null
    then (select settles_on from calendar_day where day = n.received_on + (select days from time_limit where code = 'C1')) end,
  accept_due_on = case when told.accepted or m.accept_due_on is not null
    then (select settles_on from calendar_day where day = n.registered_on + (select days from time_limit where code = 'C2')) end,
  -- a legal route other than the petition procedure stops the clock (art. 31)
  opinion_due_on = case when n.opinion_on is not null or (m.route is null or m.route in (select r.id from route r where not r.stops_clock))
      -- nor is it known whether an end without a day was in time
      and (n.closed_on is not null or n.state in (select t.id from state t where t.open))
    then (select settles_on from calendar_day where day = n.accepted_on
      + (select days + case when m.extended then extension_days else 0 end from time_limit where code = 'C5')) end
from (
  select m.id, h.kinds, e.received_on, e.channel as first_channel, m.confidential or h.confidential as confidential,
    coalesce(m.matter_key, h.identity) as matter_key,
    case when h.first_line is null then coalesce(m.title, h.title) else coalesce(h.title, m.title) end as title,
    case when h.first_line is null then coalesce(m.text, h.words) else coalesce(h.words, m.text) end as words,
    case when h.first_line is null then coalesce(m.category, h.category) else coalesce(h.category, m.category) end as category,
    case when h.first_line is null then coalesce(m.purpose, h.purpose) else coalesce(h.purpose, m.purpose) end as purpose,
    case when h.first_line is null then coalesce(m.department_id, d.id) else coalesce(d.id, m.department_id) end as department_id,
    case when h.first_line is null then coalesce(m.registered_on, h.registered_on)
      else coalesce(h.registered_on, m.registered_on) end as registered_on,
    case when h.first_line is null then coalesce(m.accepted_on, h.accepted_on)
      else coalesce(h.accepted_on, m.accepted_on) end as accepted_on,
    case when l.line is null then m.state else l.state end as state,
    case when l.line is null then m.opinion_on else coalesce(l.opinion_on, m.opinion_on) end as opinion_on,
    case when l.line is null then m.closed_on else l.closed_on end as closed_on,
    case when l.line is null then m.file_due_on else coalesce(l.due_on, m.file_due_on) end as file_due_on,
    coalesce((select array_agg(distinct f order by f) from (
      select unnest(m.flags) as f union select unnest(x.flags) from import_place x where x.line = any (h.lines)) all_flags), '{}') as flags,
    case when p.id is null then m.place_text else p.place_text end as place_text,
    case when p.id is null then m.place_key else p.place_key end as place_key,
    case when p.id is null then m.place_status else p.place_status end as place_status,
    case when p.id is null then m.place_grade else p.place_grade end as place_grade,
    case when p.id is null then m.place_method else p.place_method end as place_method,
    case when p.id is null then m.geom else p.geom end as geom,
    case when p.id is null then m.township_id else p.township_id end as township_id,
    case when p.id is null then m.village_id else p.village_id end as village_id,
    case when p.id is null then m.group_id else p.group_id end as group_id,
    case when p.id is null then m.area_id else p.area_id end as area_id
  from import_head h
  join import_touched t on t.matter_id = h.matter_id and t.known
  join matter m on m.county_code = $1 and m.id = h.matter_id
  join import_member e on e.matter_id = h.matter_id and e.nth = 1
  left join import_stage l on l.line = h.last_line
  left join import_new_place p on p.id = h.matter_id
  left join import_department d on d.name = h.department
) n cross join import_told told
where m.county_code = $1 and m.id = n.id;

-- few have pauses, which the file knows nothing of: their date is worked out step by step
update matter m set opinion_due_on = due_with_pauses(m.accepted_on, 'C5', m.extended, m.county_code, m.id)
from import_touched t
where m.county_code = $1 and m.id = t.matter_id and t.known and m.opinion_due_on is not null
  and exists (select from clock_pause p where p.county_code = m.county_code and p.matter_id = m.id and p.clock = 'C5');
