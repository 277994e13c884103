-- $1 county code. Places the staged matters and gives them their clocks, as an import does (sql/imports/petitions).
-- A geocoder's fall-back point (demo_fallback) is no place.
insert into matter (county_code, id, matter_no, title, text, category, purpose, route, sector, state, department_id,
  confidential, place_text, place_status, place_grade, place_method, geom, township_id, village_id, group_id, area_id,
  received_on, registered_on, accepted_on, opinion_on, closed_on, settled_on, returned_on, first_channel, kinds, extended,
  settled_first, hardship_yuan, file_due_on, register_due_on, accept_due_on, opinion_due_on)
select $1, s.no, $1 || to_char(s.received_on, 'YYYYMM') || lpad(s.no::text, 7, '0'), s.title, s.text, s.category, p.id,
  r.id, x.id, t.id, d.id, s.confidential, s.place_text,
  case when s.lon is null then 0 when f.matter_count is not null then 3 when u.id is null then 2 else 1 end,
  case when u.id is not null and f.matter_count is null then 'A' end,
  case when s.lon is not null then 'point' end,
  st_setsrid(st_makepoint(s.lon, s.lat), 4326),
  case when f.matter_count is null then u.township_id end, case when f.matter_count is null then u.village_id end,
  case when f.matter_count is null then u.group_id end, case when f.matter_count is null then a.area_id end,
  s.received_on, s.registered_on, s.accepted_on, s.opinion_on, s.closed_on, s.settled_on, h.returned_on, h.first_channel,
  h.kinds, s.extended, s.settled_first, s.hardship_yuan, s.due_on, c1.settles_on, c2.settles_on, c5.settles_on
from demo_matter s
join (
  -- how the matter came in, and whether it came back after its opinion
  select c.matter_no, (array_agg(c.channel order by c.received_on, c.no))[1] as first_channel,
    bit_or(petition_kinds(c.is_first, c.is_collective)) as kinds,
    min(c.received_on) filter (where c.received_on > o.opinion_on) as returned_on
  from demo_contact c join demo_matter o on o.no = c.matter_no group by c.matter_no
) h on h.matter_no = s.no
join purpose p on p.code = s.purpose
join state t on t.code = s.state
left join route r on r.code = s.route
left join sector x on x.code = s.sector
left join department d on d.county_code = $1 and d.code = s.department
left join lateral (
  select b.unit_id from unit_part b where st_covers(b.geom, st_setsrid(st_makepoint(s.lon, s.lat), 4326))
  order by level_rank(b.level) desc, b.code collate "C" limit 1
) w on true
left join admin_unit u on u.id = w.unit_id
left join lateral (
  select k.area_id from key_area_part k where st_covers(k.geom, st_setsrid(st_makepoint(s.lon, s.lat), 4326))
  order by k.code collate "C" limit 1
) a on true
left join demo_fallback f on f.lon = s.lon and f.lat = s.lat
cross join (select days from time_limit where code = 'C1') l1
cross join (select days from time_limit where code = 'C2') l2
cross join (select days, extension_days from time_limit where code = 'C5') l5
left join calendar_day c1 on c1.day = s.received_on + l1.days
left join calendar_day c2 on c2.day = s.registered_on + l2.days
left join calendar_day c5 on (r.id = 6 or r.id is null and p.id = 1)
  and c5.day = coalesce(s.accepted_on, s.registered_on) + l5.days + case when s.extended then l5.extension_days else 0 end
