-- $1 resolved filter, $2 {limit, cursor, sort}. `sort`: received (newest first) or due (overdue and open first).
-- Keyset paging: the cursor is `open rank . sort date . id` of the last row shown. A page is read in the order of an index, the days or
-- the dates of what is open: of a million petitions nobody sorts all to show a hundred.
with keyed as not materialized (
  select p.*,
    case when $2::jsonb ->> 'sort' = 'due' and not p.is_open then 1 else 0 end as rank,
    case when $2::jsonb ->> 'sort' = 'due' then coalesce(p.due_shown, '2200-01-01') - '2000-01-01'::date
      else '2000-01-01'::date - p.received_on end as place_in_line
  from (select f.county_code, f.id, f.matter_id, f.received_on, f.petition_no, f.channel, f.people_count, f.is_first,
      f.is_collective, f.is_open, f.due_on as due_shown, f.lodged_level, f.place_status from filtered_petitions($1::jsonb) f) p
),
after_cursor as not materialized (
  select * from keyed k
  where $2::jsonb ->> 'cursor' is null or (
    (k.rank, k.place_in_line, k.id) > (
      split_part($2::jsonb ->> 'cursor', '.', 1)::int, split_part($2::jsonb ->> 'cursor', '.', 2)::int,
      split_part($2::jsonb ->> 'cursor', '.', 3)::bigint)
    and ($2::jsonb ->> 'sort' = 'due' or k.received_on <= '2000-01-01'::date - split_part($2::jsonb ->> 'cursor', '.', 2)::int))
),
first_part as (
  select * from after_cursor k
  where $2::jsonb ->> 'sort' is distinct from 'due' or k.is_open
  order by case when $2::jsonb ->> 'sort' = 'due' then k.due_shown end,
    case when $2::jsonb ->> 'sort' is distinct from 'due' then k.received_on end desc, k.id
  limit ($2::jsonb ->> 'limit')::int + 1
),
page as (
  select * from first_part
  union all
  -- what is closed comes after all that is open
  (select * from after_cursor k
  where $2::jsonb ->> 'sort' = 'due' and not k.is_open and (select count(*) from first_part) <= ($2::jsonb ->> 'limit')::int
  order by k.place_in_line, k.id
  limit ($2::jsonb ->> 'limit')::int + 1)
),
numbered as (select page.*, row_number() over (order by rank, place_in_line, id) as n from page),
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'total', (select coalesce(sum(petitions), 0) from petition_counts($1::jsonb, 'place')),
  'as_of', $1::jsonb ->> 'as_of',
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object(
    'petition_no', s.petition_no, 'matter_no', m.matter_no, 'received_on', s.received_on,
    'channel', c.code, 'channel_name', c.name_zh, 'people_count', s.people_count, 'level_lodged', l.code,
    'kind', case when s.is_first then 'first' else 'repeat' end, 'collective', s.is_collective,
    'category', lpad(m.category::text, 6, '0'), 'category_name', g.name_zh, 'purpose_name', u.name_zh,
    'state', t.code, 'state_name', t.name_zh, 'title', described(m.confidential, m.title),
    'unit_code', w.code, 'unit_name', coalesce(v.name, '') || w.name, 'area_code', k.code, 'area_name', k.name,
    'due_on', s.due_shown, 'overdue', s.is_open and coalesce(s.due_shown < ($1::jsonb ->> 'as_of')::date, false),
    'place_status', (array['unlocated', 'placed', 'outside', 'unlocated'])[s.place_status + 1], 'place_grade', m.place_grade,
    'place_text', described(m.confidential, m.place_text)
  ) order by s.n)
  from shown s
  join matter m on m.county_code = s.county_code and m.id = s.matter_id
  join state t on t.id = m.state
  left join channel c on c.id = s.channel
  left join lodged_level l on l.id = s.lodged_level
  left join category g on g.code = m.category
  left join purpose u on u.id = m.purpose
  left join admin_unit w on w.id = coalesce(m.group_id, m.village_id, m.township_id)
  -- groups are numbered within their village: alone their names say nothing
  left join admin_unit v on v.id = m.village_id and w.level = 'group'
  left join key_area k on k.id = m.area_id), '[]')
)::text as body
