-- $1 resolved filter, $2 {by, level}. The petitions of the filter by one property, beside the period before and the same
-- period last year. A group without petitions now stands in the answer when it had some then.
with options (by, level) as (values ($2::jsonb ->> 'by', ($2::jsonb ->> 'level')::int)),
now as (select b.* from options o, petition_breakdown($1::jsonb, o.by, o.level) b),
previous as (select b.key, b.petitions from options o, petition_breakdown(shift_filter($1::jsonb, 'previous'), o.by, o.level) b),
last_year as (select b.key, b.petitions from options o, petition_breakdown(shift_filter($1::jsonb, 'last_year'), o.by, o.level) b),
-- no group is a key too, which only `is not distinct from` finds
keys as (select key from now union select key from previous union select key from last_year),
counted as (
  select k.key, coalesce(n.petitions, 0) as petitions, coalesce(n.people, 0) as people,
    case when o.by not in ('channel', 'kind') then coalesce(n.matters, 0) end as matters,
    coalesce(n.repeat, 0) as repeat, coalesce(n.collective, 0) as collective, coalesce(n.open, 0) as open, coalesce(n.overdue, 0) as overdue,
    hides_small() and coalesce(n.petitions, 0) between 1 and 4 as hidden,
    coalesce(p.petitions, 0) as previous, coalesce(l.petitions, 0) as last_year
  from options o cross join keys k
  left join now n on n.key is not distinct from k.key
  left join previous p on p.key is not distinct from k.key
  left join last_year l on l.key is not distinct from k.key
),
named as (
  select c.*, w.* from options o cross join counted c left join lateral (
    select lpad(g.code::text, 6, '0') as code, g.name_zh, g.name_en, g.level::int as level, -c.petitions as sort
      from category g where o.by = 'category' and g.code = c.key
    union all select t.code, t.name_zh, t.name_en, null, t.sort from channel t where o.by = 'channel' and t.id = c.key
    union all select t.code, t.name_zh, t.name_en, null, t.sort from purpose t where o.by = 'purpose' and t.id = c.key
    union all select t.code, t.name_zh, t.name_en, null, t.sort from state t where o.by = 'state' and t.id = c.key
    union all select case c.key when 1 then 'first' else 'repeat' end, null, null, null, -c.key where o.by = 'kind'
    union all select band_name(c.key), null, null, null, c.key where o.by = 'band'
  ) w on true
)
select json_build_object(
  'by', $2::jsonb ->> 'by', 'as_of', $1::jsonb ->> 'as_of', 'from', $1::jsonb ->> 'from', 'to', $1::jsonb ->> 'to',
  'rows', coalesce(json_agg(json_build_object(
    'code', n.code, 'name', n.name_zh, 'name_en', coalesce(n.name_en, n.name_zh), 'level', n.level,
    'under', case when n.hidden then small_number() end,
    'petitions', case when n.hidden then null else n.petitions end,
    'people', case when n.hidden then null else n.people end,
    'matters', case when n.hidden then null else n.matters end,
    'repeat', case when n.hidden then null else n.repeat end,
    'collective', case when n.hidden then null else n.collective end,
    'open', case when n.hidden then null else n.open end,
    'overdue', case when n.hidden then null else n.overdue end,
    'previous', case when $1::jsonb ? 'from' and not (hides_small() and n.previous < small_number()) then n.previous end,
    'last_year', case when $1::jsonb ? 'from' and not (hides_small() and n.last_year < small_number()) then n.last_year end
  ) order by n.sort nulls last, n.code), '[]')
)::text as body
from named n
