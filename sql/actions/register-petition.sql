-- Registers one contact: a new matter, or a further petition of one that is known (`matter_no`). The place is the
-- matter's: unit and key area follow from the point; without a point the unit may be named.
with b as (
  select r.*, case when r.lon is not null then st_setsrid(st_makepoint(r.lon, r.lat), 4326) end as geom
  from jsonb_to_record($1::jsonb) r (matter_no text, received_on date, channel text, level_lodged text, people_count int,
    purpose text, category text, title text, text text, place_text text, lon float8, lat float8, unit_code text)
), words as (
  select b.*, installation_county() as county, c.id as channel_id, c.rolled_up, l.id as lodged_id, p.id as purpose_id,
    g.code as category_code, coalesce(b.received_on, (now() at time zone 'Asia/Shanghai')::date) as came_on,
    case
      when c.id is null then refuse('RG422', '没有这种信访形式：' || b.channel, 'unknown channel: ' || b.channel)
      when b.level_lodged is not null and l.id is null then refuse('RG422', '没有这个层级：' || b.level_lodged, 'unknown level: ' || b.level_lodged)
      when b.purpose is not null and p.id is null then refuse('RG422', '没有这种信访目的：' || b.purpose, 'unknown purpose: ' || b.purpose)
      when p.counted_only then refuse('RG422', '检举控告不在本系统登记', 'reports of misconduct are not registered here')
      when b.category is not null and g.code is null then refuse('RG422', '没有这个内容分类：' || b.category, 'unknown category: ' || b.category)
      when b.received_on > (now() at time zone 'Asia/Shanghai')::date then refuse('RG422', '信访日期晚于今天', 'received_on lies in the future')
    end as refused
  from b
  left join channel c on c.code = b.channel
  left join lodged_level l on l.code = b.level_lodged
  left join purpose p on p.code = b.purpose
  left join category g on g.code = nullif(b.category, '')::int
), known as (
  -- a number that was merged stands for the matter that it went into
  select m.* from words w join matter n on n.county_code = w.county and n.matter_no = w.matter_no
  join matter m on m.county_code = n.county_code and m.id = standing_matter(n.county_code, n.id)
), place as (
  select u.id, u.level, u.township_id, u.village_id, u.group_id, case when w.geom is not null then area_at(w.geom) end as area_id,
    case when w.geom is null and u.id is null then 0 when u.id is null then 2 else 1 end::smallint as status,
    case when u.level = 'group' or w.geom is not null then 'A' when u.level = 'village' then 'B' when u.level = 'township' then 'D' end as grade,
    case when w.geom is not null then 'point' when u.id is not null then 'hand' end as method,
    case when w.unit_code is not null and u.id is null then
      refuse('RG422', '没有这个单位：' || w.unit_code, 'no such unit: ' || w.unit_code) end as refused
  from words w
  left join admin_unit u on u.county_code = w.county and u.valid_to is null and u.level <> 'county'
    and case when w.geom is not null then u.id = unit_at(w.geom) else u.code = w.unit_code end
), created as (
  insert into matter (county_code, matter_no, title, text, category, purpose, state, place_text, place_status, place_grade,
    place_method, geom, township_id, village_id, group_id, area_id, received_on, first_channel, register_due_on)
  select w.county, w.county || to_char(w.came_on, 'YYYYMMDD') || lpad((('x' || substr(md5(gen_random_uuid()::text), 1, 8))::bit(32)::bigint % 1000000)::text, 6, '0'),
    w.title, w.text, w.category_code, w.purpose_id, 1, w.place_text, p.status, p.grade, p.method, w.geom,
    p.township_id, p.village_id, p.group_id, p.area_id, w.came_on, w.channel_id, due_on(w.came_on, 'C1')
  from words w cross join place p
  where w.matter_no is null and w.refused is null and p.refused is null
  returning *
), of_matter as (
  select * from created union all select * from known
), earlier as (
  select max(p.received_on) filter (where p.received_on <= w.came_on) as prev_on, min(p.received_on) as first_on,
    min(p.id) filter (where p.received_on > w.came_on and p.prev_on <= w.came_on) as next_id
  from words w join known k on true join petition p on p.county_code = k.county_code and p.matter_id = k.id
), added as (
  insert into petition (county_code, matter_id, received_on, prev_on, due_on, closed_on, category, people_count, x, y,
    township_id, village_id, group_id, area_id, channel, lodged_level, purpose, sector, state, place_status, is_first,
    is_collective, is_open, petition_no)
  select m.county_code, m.id, w.came_on, e.prev_on, coalesce(m.file_due_on, m.opinion_due_on), m.closed_on, m.category,
    coalesce(w.people_count, 1), mercator_x(st_x(m.geom)), mercator_y(st_y(m.geom)), m.township_id, m.village_id,
    m.group_id, m.area_id, w.channel_id, w.lodged_id, m.purpose, m.sector, m.state, m.place_status, e.prev_on is null,
    coalesce(w.people_count, 1) >= collective_from() and w.rolled_up = 'visit', s.open,
    'X' || m.county_code || to_char(w.came_on, 'YYYYMMDD') || lpad((('x' || substr(md5(gen_random_uuid()::text), 1, 8))::bit(32)::bigint % 10000000)::text, 7, '0')
  from words w cross join of_matter m join state s on s.id = m.state cross join earlier e
  where w.refused is null and case when w.came_on < e.first_on
    then refuse('RG422', '信访日期早于该事项的首次信访', 'received_on lies before the first petition of the matter') is null else true end
  returning *
)
select jsonb_build_object('subject_kind', 'matter', 'subject_id', m.id::text, 'matter_no', m.matter_no,
  'petition_no', a.petition_no, 'kind', case when a.is_first then 'first' else 'repeat' end,
  'unit_code', (select u.code from admin_unit u where u.id = coalesce(m.group_id, m.village_id, m.township_id)),
  'area_code', (select k.code from key_area k where k.id = m.area_id), 'register_due_on', m.register_due_on,
  -- matters that a new one may be a repeat of: decide-same attaches it
  'candidates', case when exists (select from created) then candidates_at_entry(m.county_code, m.id) else '[]' end,
  'event', jsonb_build_object('kind', 'petition-registered', 'unit_id', m.township_id, 'area_id', m.area_id,
    'counts', jsonb_build_object('petitions', 1))) as result
from added a join of_matter m on m.id = a.matter_id
