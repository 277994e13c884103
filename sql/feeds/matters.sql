-- $1 resolved filter, $2 {limit, cursor, sort, band}. The distinct matters of the filtered petitions, as the figure
-- "matters" counts them; with `band`, those with so many of these petitions. Paging as in petitions.sql.
--
-- A page is read in the order of an index where one has it. Newest first: the matters that began in the period, by the day of their
-- first petition; those that began before come after them. (Not where the filter is one of single petitions: a matter may then have
-- begun with another, at any day between.) Due first: the open ones by the date that their petitions carry, each by its first
-- petition under the filter.
with quick as (
  select p.county_code, p.matter_id as id, 0 as rank,
    case when $2::jsonb ->> 'sort' = 'due' then coalesce(p.due_on, '2200-01-01') - '2000-01-01'::date
      else '2000-01-01'::date - p.received_on end as place_in_line
  from filtered_petitions($1::jsonb) p
  where $2::jsonb ->> 'band' is null
    and case when $2::jsonb ->> 'sort' = 'due'
      then p.is_open and (not $1::jsonb ? 'by_petition' or $1::jsonb ? 'earlier')
        and (earlier_on($1::jsonb, p) is null or earlier_on($1::jsonb, p) < period_begins($1::jsonb))
      else p.prev_on is null and not $1::jsonb ? 'by_petition' end
    and ($2::jsonb ->> 'cursor' is null or (
      (0, case when $2::jsonb ->> 'sort' = 'due' then coalesce(p.due_on, '2200-01-01') - '2000-01-01'::date
        else '2000-01-01'::date - p.received_on end, p.matter_id) > (
        split_part($2::jsonb ->> 'cursor', '.', 1)::int, split_part($2::jsonb ->> 'cursor', '.', 2)::int,
        split_part($2::jsonb ->> 'cursor', '.', 3)::bigint)
      and ($2::jsonb ->> 'sort' = 'due' or p.received_on <= '2000-01-01'::date - split_part($2::jsonb ->> 'cursor', '.', 2)::int)))
  order by case when $2::jsonb ->> 'sort' = 'due' then p.due_on end,
    case when $2::jsonb ->> 'sort' is distinct from 'due' then p.received_on end desc, p.matter_id
  limit ($2::jsonb ->> 'limit')::int + 1
),
-- what is left of the page, or all of it where matters are chosen by how many petitions they have
ids as (
  select p.county_code, p.matter_id from filtered_petitions($1::jsonb) p
  where (select count(*) from quick) <= ($2::jsonb ->> 'limit')::int
  group by 1, 2 having $2::jsonb ->> 'band' is null or band_name(petition_band(count(*))) = $2::jsonb ->> 'band'
),
keyed as (
  select m.county_code, m.id, case when $2::jsonb ->> 'sort' = 'due' and not t.open then 1 else 0 end as rank,
    case when $2::jsonb ->> 'sort' = 'due' then coalesce(m.file_due_on, m.opinion_due_on, '2200-01-01') - '2000-01-01'::date
      else '2000-01-01'::date - m.received_on end as place_in_line
  from ids i join matter m on m.county_code = i.county_code and m.id = i.matter_id join state t on t.id = m.state
),
page as (
  select * from quick where (select count(*) from quick) > ($2::jsonb ->> 'limit')::int
  union all
  (select * from keyed k
  where $2::jsonb ->> 'cursor' is null or (k.rank, k.place_in_line, k.id) > (
    split_part($2::jsonb ->> 'cursor', '.', 1)::int, split_part($2::jsonb ->> 'cursor', '.', 2)::int,
    split_part($2::jsonb ->> 'cursor', '.', 3)::bigint)
  order by k.rank, k.place_in_line, k.id
  limit ($2::jsonb ->> 'limit')::int + 1)
),
numbered as (select page.*, row_number() over (order by rank, place_in_line, id) as n from page),
shown as (
  select n.n, n.rank, n.place_in_line, m.*, t.open, t.code as state_code, t.name_zh as state_name, coalesce(m.file_due_on, m.opinion_due_on) as due_on
  from numbered n join matter m on m.county_code = n.county_code and m.id = n.id join state t on t.id = m.state
  where n.n <= ($2::jsonb ->> 'limit')::int
)
select json_build_object(
  'total', case when $2::jsonb ->> 'band' is null then (select coalesce(sum(matters), 0) from petition_counts($1::jsonb, 'place'))
    else (select count(*) from ids) end,
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
