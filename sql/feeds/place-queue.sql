-- $1 resolved filter, $2 {queue, limit, cursor}. The distinct matters of the filtered petitions whose place needs a person:
-- `unlocated` without any place (a geocoder's fall-back point is none), `coarse` known by words to a township or by another
-- name only. What is open and due first comes first; paging as in matters.sql.
with sorted as (
  select m.county_code, m.id, t.open, t.name_zh as state_name, coalesce(m.file_due_on, m.opinion_due_on) as due_on,
    case when m.place_status in (0, 3) then 'unlocated'
      when m.place_status = 1 and m.geom is null and m.place_method <> 'hand' and m.place_grade in ('C', 'D', 'E') then 'coarse'
      when m.place_method = 'hand' then 'hand' end as queue
  from matter m join state t on t.id = m.state
  -- few matters are in a queue: these are looked for among the petitions, and not all matters of the petitions for a queue
  where (m.place_status in (0, 3) or m.place_method = 'hand' or m.place_grade in ('C', 'D', 'E'))
    and (m.county_code, m.id) in (select p.county_code, p.matter_id from filtered_petitions($1::jsonb) p)
),
keyed as (
  select s.*, case when s.open then 0 else 1 end as rank, coalesce(s.due_on, '2200-01-01') - '2000-01-01'::date as place_in_line
  from sorted s where s.queue = $2::jsonb ->> 'queue'
),
page as (
  select * from keyed k
  where $2::jsonb ->> 'cursor' is null or (k.rank, k.place_in_line, k.id) > (
    split_part($2::jsonb ->> 'cursor', '.', 1)::int, split_part($2::jsonb ->> 'cursor', '.', 2)::int,
    split_part($2::jsonb ->> 'cursor', '.', 3)::bigint)
  order by k.rank, k.place_in_line, k.id
  limit ($2::jsonb ->> 'limit')::int + 1
),
numbered as (select page.*, row_number() over (order by rank, place_in_line, id) as n from page),
shown as (
  select n.n, n.rank, n.place_in_line, n.open, n.state_name, n.due_on, m.*
  from numbered n join matter m on m.county_code = n.county_code and m.id = n.id where n.n <= ($2::jsonb ->> 'limit')::int
)
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of',
  'total', (select count(*) from keyed),
  'counts', (select json_build_object('unlocated', count(*) filter (where queue = 'unlocated'), 'coarse', count(*) filter (where queue = 'coarse'),
    'hand', count(*) filter (where queue = 'hand'),
    'matters', (select coalesce(sum(matters), 0) from petition_counts($1::jsonb, 'place'))) from sorted),
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object(
    'matter_no', m.matter_no, 'title', described(m.confidential, m.title), 'place_text', described(m.confidential, m.place_text),
    'category_name', g.name_zh, 'received_on', m.received_on, 'due_on', m.due_on, 'state_name', m.state_name,
    'overdue', m.open and m.due_on < ($1::jsonb ->> 'as_of')::date,
    'placeholder', m.place_status = 3, 'place_grade', m.place_grade, 'unit_code', w.code, 'unit_name', coalesce(v.name, '') || w.name
  ) order by m.n)
  from shown m
  left join category g on g.code = m.category
  left join admin_unit w on w.id = coalesce(m.group_id, m.village_id, m.township_id)
  left join admin_unit v on v.id = m.village_id and w.level = 'group'), '[]')
)::text as body
