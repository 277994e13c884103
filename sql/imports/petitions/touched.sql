-- Matters that the file adds to or corrects. The earliest petition says what the matter is about and where; the latest
-- says how it stands; an empty cell erases nothing; a place set by hand stays.
insert into import_before (county_code, run_id, table_name, row_id, before)
select $1, $2, 'matter', m.id, to_jsonb(m) || jsonb_build_object('geom', m.geom::text)
from matter m join import_touched t on t.matter_id = m.id and t.known where m.county_code = $1;

create temp table import_head on commit drop as
select e.matter_id,
  max(e.line) filter (where e.nth = 1) as first_line,
  max(e.line) filter (where e.nth = e.members) as last_line,
  (array_agg(e.line order by (p.place_status in (1, 2)) desc, e.nth) filter (where p.place_status > 0))[1] as place_line,
  (array_agg(case when s.category < 0 then c.code else s.category end order by e.nth)
    filter (where case when s.category < 0 then c.code else s.category end is not null))[1] as category,
  (array_agg(s.purpose order by e.nth) filter (where s.purpose is not null))[1] as purpose,
  (array_agg(d.id order by e.nth) filter (where d.id is not null))[1] as department_id,
  (array_agg(s.title order by e.nth) filter (where s.title is not null))[1] as title,
  (array_agg(s.words order by e.nth) filter (where s.words is not null))[1] as words,
  (array_agg(s.identity order by e.nth) filter (where s.identity is not null))[1] as identity,
  (array_agg(s.registered_on order by e.nth) filter (where s.registered_on is not null))[1] as registered_on,
  (array_agg(s.accepted_on order by e.nth) filter (where s.accepted_on is not null))[1] as accepted_on,
  bool_or(s.confidential) as confidential,
  array_agg(s.line) as lines
from import_member e
join import_stage s on s.line = e.line
join import_place p on p.line = e.line
left join import_category c on c.key = s.category
left join import_department d on d.name = s.department
group by e.matter_id;
create unique index on import_head (matter_id);
analyze import_head;

insert into place_history (county_code, matter_id, reason, import_run_id, place_status, place_grade, place_method, geom,
  township_id, village_id, group_id, area_id)
select $1, m.id, 'import', $2, m.place_status, m.place_grade, m.place_method, m.geom, m.township_id, m.village_id, m.group_id, m.area_id
from import_head h
join import_touched t on t.matter_id = h.matter_id and t.known
join matter m on m.county_code = $1 and m.id = h.matter_id
join import_place p on p.line = h.place_line
where m.place_method is distinct from 'hand' and (h.place_line = h.first_line or m.place_status in (0, 3))
  and (m.place_status, m.geom::text, m.township_id, m.village_id, m.group_id, m.area_id)
    is distinct from (p.place_status, p.geom::text, p.township_id, p.village_id, p.group_id, p.area_id);

update matter m set
  title = case when h.first_line is null then coalesce(m.title, h.title) else coalesce(h.title, m.title) end,
  text = case when h.first_line is null then coalesce(m.text, h.words) else coalesce(h.words, m.text) end,
  category = case when h.first_line is null then coalesce(m.category, h.category) else coalesce(h.category, m.category) end,
  purpose = case when h.first_line is null then coalesce(m.purpose, h.purpose) else coalesce(h.purpose, m.purpose) end,
  department_id = case when h.first_line is null then coalesce(m.department_id, h.department_id)
    else coalesce(h.department_id, m.department_id) end,
  confidential = m.confidential or h.confidential,
  matter_key = coalesce(m.matter_key, h.identity),
  received_on = e.received_on,
  first_channel = e.channel,
  registered_on = case when h.first_line is null then coalesce(m.registered_on, h.registered_on)
    else coalesce(h.registered_on, m.registered_on) end,
  accepted_on = case when h.first_line is null then coalesce(m.accepted_on, h.accepted_on)
    else coalesce(h.accepted_on, m.accepted_on) end,
  state = case when h.last_line is null then m.state else l.state end,
  opinion_on = case when h.last_line is null then m.opinion_on else coalesce(l.opinion_on, m.opinion_on) end,
  closed_on = case when h.last_line is null then m.closed_on else l.closed_on end,
  file_due_on = case when h.last_line is null then m.file_due_on else coalesce(l.due_on, m.file_due_on) end,
  flags = coalesce((select array_agg(distinct f order by f) from (
    select unnest(m.flags) as f union select unnest(x.flags) from import_place x where x.line = any (h.lines)) all_flags), '{}'),
  version = case when t.known then m.version + 1 else m.version end
from import_head h
join import_touched t on t.matter_id = h.matter_id
join import_member e on e.matter_id = h.matter_id and e.nth = 1
left join import_stage l on l.line = h.last_line
where m.county_code = $1 and m.id = h.matter_id;

update matter m set place_text = s.place_text, place_key = s.place_key, place_status = p.place_status,
  place_grade = p.place_grade, place_method = p.place_method, geom = p.geom, township_id = p.township_id,
  village_id = p.village_id, group_id = p.group_id, area_id = p.area_id
from import_head h
join import_place p on p.line = h.place_line
join import_stage s on s.line = h.place_line
where m.county_code = $1 and m.id = h.matter_id and m.place_method is distinct from 'hand'
  and (h.place_line = h.first_line or m.place_status in (0, 3));

-- Clocks and the return follow the dates.
update matter m set
  register_due_on = (select settles_on from calendar_day where day = m.received_on + (select days from time_limit where code = 'C1')),
  accept_due_on = (select settles_on from calendar_day where day = m.registered_on + (select days from time_limit where code = 'C2')),
  opinion_due_on = (select settles_on from calendar_day where day = m.accepted_on
    + (select days + case when m.extended then extension_days else 0 end from time_limit where code = 'C5')),
  returned_on = (select min(e.received_on) from import_member e where e.matter_id = m.id and e.received_on > m.opinion_on)
from import_head h
where m.county_code = $1 and m.id = h.matter_id;
