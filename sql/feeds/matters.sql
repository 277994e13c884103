-- $1 resolved filter, $2 {limit, cursor, sort, band}. The distinct matters of the filtered petitions, as the figure
-- "matters" counts them; with `band`, those with so many of these petitions. Paging as in petitions.sql.
with ids as (
  select p.county_code, p.matter_id from filtered_petitions($1::jsonb) p
  group by 1, 2 having $2::jsonb ->> 'band' is null or band_name(petition_band(count(*))) = $2::jsonb ->> 'band'
),
keyed as (
  select m.*, t.open, t.code as state_code, t.name_zh as state_name,
    coalesce(m.file_due_on, m.opinion_due_on) as due_on,
    case when $2::jsonb ->> 'sort' = 'due' and not t.open then 1 else 0 end as rank,
    case when $2::jsonb ->> 'sort' = 'due' then coalesce(m.file_due_on, m.opinion_due_on, '2200-01-01') - '2000-01-01'::date
      else '2000-01-01'::date - m.received_on end as place_in_line
  from ids i join matter m on m.county_code = i.county_code and m.id = i.matter_id join state t on t.id = m.state
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
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'total', (select count(*) from ids),
  'as_of', $1::jsonb ->> 'as_of',
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object(
    'matter_no', m.matter_no, 'title', described(m.confidential, m.title),
    'category', lpad(m.category::text, 6, '0'), 'category_name', g.name_zh, 'purpose_name', u.name_zh,
    'route_name', r.name_zh, 'state', m.state_code, 'state_name', m.state_name,
    'petitions', a.petitions, 'people', a.people, 'first_on', a.first_on, 'last_on', a.last_on,
    'received_on', m.received_on, 'registered_on', m.registered_on, 'accepted_on', m.accepted_on,
    'opinion_on', m.opinion_on, 'closed_on', m.closed_on, 'settled_on', m.settled_on,
    'due_on', m.due_on, 'overdue', m.open and m.due_on < ($1::jsonb ->> 'as_of')::date,
    'department_name', d.name, 'hardship_yuan', m.hardship_yuan,
    'unit_code', w.code, 'unit_name', coalesce(v.name, '') || w.name, 'area_code', k.code, 'area_name', k.name,
    'place_status', (array['unlocated', 'placed', 'outside', 'unlocated'])[m.place_status + 1], 'place_grade', m.place_grade,
    'place_text', described(m.confidential, m.place_text), 'flags', m.flags, 'version', m.version
  ) order by m.n)
  from shown m
  cross join lateral (select count(*) as petitions, sum(p.people_count) as people, min(p.received_on) as first_on,
    max(p.received_on) as last_on from petition p where p.county_code = m.county_code and p.matter_id = m.id) a
  left join category g on g.code = m.category
  left join purpose u on u.id = m.purpose
  left join route r on r.id = m.route
  left join department d on d.id = m.department_id
  left join admin_unit w on w.id = coalesce(m.group_id, m.village_id, m.township_id)
  -- groups are numbered within their village: alone their names say nothing
  left join admin_unit v on v.id = m.village_id and w.level = 'group'
  left join key_area k on k.id = m.area_id), '[]')
)::text as body
