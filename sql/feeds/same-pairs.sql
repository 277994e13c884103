-- $1 resolved filter, $2 {queue, limit, cursor}. Pairs of which at least one matter is among the filtered ones; the policy
-- shows those of which the caller sees both. The likeliest first; paging as in matters.sql (score, then id).
with ids as materialized (
  select distinct p.county_code, p.matter_id from filtered_petitions($1::jsonb) p
),
queued as (
  select q.* from same_pair q
  join matter e on e.county_code = q.county_code and e.id = q.elder_id and e.merged_into is null
  join matter y on y.county_code = q.county_code and y.id = q.younger_id and y.merged_into is null
  where q.state <> 'same' and ((q.county_code, q.elder_id) in (select i.county_code, i.matter_id from ids i)
    or (q.county_code, q.younger_id) in (select i.county_code, i.matter_id from ids i))
),
page as (
  select q.*, row_number() over (order by q.score desc, q.id) as n from queued q
  where q.state = $2::jsonb ->> 'queue' and ($2::jsonb ->> 'cursor' is null or (-q.score, q.id) > (
    -split_part($2::jsonb ->> 'cursor', '.', 2)::int, split_part($2::jsonb ->> 'cursor', '.', 3)::bigint))
  order by n limit ($2::jsonb ->> 'limit')::int + 1
),
shown as (select * from page where n <= ($2::jsonb ->> 'limit')::int),
groups as materialized (
  select g.* from (select min(county_code) as county, array_agg(id) as ids from shown) x, same_groups(x.county, x.ids, $2::jsonb ->> 'queue') g
),
side as (
  select s.id as pair_id, m.id, json_build_object(
    'matter_no', m.matter_no, 'title', described(m.confidential, m.title), 'text', described(m.confidential, m.text),
    'place_text', described(m.confidential, m.place_text), 'unit_name', coalesce(v.name, '') || w.name, 'area_name', k.name,
    'category_name', category_words(m.category, false), 'category_name_en', category_words(m.category, true), 'state', t.code, 'state_name', t.name_zh, 'state_name_en', t.name_en, 'department_name', d.name,
    'received_on', m.received_on, 'last_on', a.last_on, 'closed_on', m.closed_on, 'petitions', a.petitions, 'people', a.people, 'channels', a.channels,
    'lon', case when m.place_status in (1, 2) then st_x(m.geom) end, 'lat', case when m.place_status in (1, 2) then st_y(m.geom) end,
    'overdue', t.open and coalesce(m.file_due_on, m.opinion_due_on) < ($1::jsonb ->> 'as_of')::date and coalesce(m.file_due_on, m.opinion_due_on) is not null
  ) as told
  from shown s join matter m on m.county_code = s.county_code and m.id in (s.elder_id, s.younger_id)
  join state t on t.id = m.state
  cross join lateral (
    select sum(c.n)::int as petitions, sum(c.people)::int as people, max(c.last_on) as last_on,
      coalesce(json_agg(json_build_object('name', h.name_zh, 'name_en', h.name_en, 'n', c.n) order by c.n desc, h.sort) filter (where h.id is not null), '[]') as channels
    from (select p.channel, count(*) as n, sum(p.people_count) as people, max(p.received_on) as last_on from petition p
      where p.county_code = m.county_code and p.matter_id = m.id group by 1) c
    left join channel h on h.id = c.channel
  ) a
  left join department d on d.id = m.department_id
  left join admin_unit w on w.id = coalesce(m.group_id, m.village_id, m.township_id)
  left join admin_unit v on v.id = m.village_id and w.level = 'group'
  left join key_area k on k.id = m.area_id
)
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of',
  'threshold', same_threshold(),
  'total', (select count(*) from queued q where q.state = $2::jsonb ->> 'queue'),
  'counts', (select json_build_object('open', count(*) filter (where state = 'open'), 'later', count(*) filter (where state = 'later'),
    'different', count(*) filter (where state = 'different')) from queued),
  'next', case when (select count(*) from page) > ($2::jsonb ->> 'limit')::int
    then (select format('0.%s.%s', score, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object(
    'pair_id', s.id, 'version', s.version, 'score', s.score, 'parts', s.parts, 'days', abs(ym.received_on - em.received_on),
    'metres', case when em.place_status in (1, 2) and ym.place_status in (1, 2)
      then metres_apart(st_x(em.geom), st_y(em.geom), st_x(ym.geom), st_y(ym.geom)) end,
    'elder', e.told, 'younger', y.told,
    'group', (select json_build_object('pairs', g.pairs, 'matters', (
        select json_agg(json_build_object('matter_no', m.matter_no, 'title', coalesce(described(m.confidential, m.title), described(m.confidential, m.text)),
          'received_on', m.received_on, 'unit_name', coalesce(v.name, '') || w.name,
          'petitions', (select count(*) from petition p where p.county_code = m.county_code and p.matter_id = m.id)) order by array_position(g.matters, m.id))
        from matter m left join admin_unit w on w.id = coalesce(m.group_id, m.village_id, m.township_id)
        left join admin_unit v on v.id = m.village_id and w.level = 'group'
        where m.county_code = s.county_code and m.id = any (g.matters)))
      from groups g where g.seed = s.id)) order by s.n)
  from shown s
  join side e on e.pair_id = s.id and e.id = s.elder_id join side y on y.pair_id = s.id and y.id = s.younger_id
  join matter em on em.county_code = s.county_code and em.id = s.elder_id
  join matter ym on ym.county_code = s.county_code and ym.id = s.younger_id), '[]')
)::text as body
