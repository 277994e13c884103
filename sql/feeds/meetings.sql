-- $1 resolved filter, $2 {response, limit, cursor}. Residents' meetings, the latest first; the period means the day of one.
with keyed as (
  select m.*, 0 as rank, '2100-01-01'::date - m.held_on as place_in_line from meeting m
  where ($2::jsonb ->> 'response' is null or m.response_id = (select response_id_of($2::jsonb ->> 'response')))
    and stands_in_filter($1::jsonb, m.area_id, m.township_id, m.village_id, m.group_id)
    and falls_in_period($1::jsonb, m.held_on) and by_day(m.held_on, $1::jsonb)
),
numbered as (
  select k.*, row_number() over (order by k.rank, k.place_in_line, k.id) as n from keyed k
  where after_cursor($2::jsonb, k.rank, k.place_in_line, k.id)
),
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'total', (select count(*) from keyed), 'as_of', $1::jsonb ->> 'as_of',
  'attendance', (select coalesce(sum(attendance_count), 0) from keyed), 'explained', (select coalesce(sum(explained_count), 0) from keyed),
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object('meeting_id', m.id, 'response', r.code, 'area_code', k.code, 'area_name', k.name,
    'unit_code', u.code, 'unit_name', unit_words(u.id), 'held_on', m.held_on, 'attendance_count', m.attendance_count,
    'explained_count', m.explained_count, 'note', m.note) order by m.n)
  from shown m
  join joint_response r on r.county_code = m.county_code and r.id = m.response_id
  left join admin_unit u on u.id = m.unit_id
  left join key_area k on k.id = m.area_id), '[]')
)::text as body
