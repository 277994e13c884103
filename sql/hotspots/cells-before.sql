-- $1 the period before as resolved filter: its hexagons with their matters then and what is open there now, `key,before,open;...`.
with before as (
  select {key} as key, count(*) filter (where p.prev_on is null or p.prev_on < filter_date($1::jsonb, 'from')) as matters
  from filtered_petitions($1::jsonb) p where p.place_status = 1 group by 1),
still as (select {key} as key, count(*) as n from petition p where p.is_open and p.place_status = 1 group by 1)
select coalesce(string_agg(concat_ws(',', b.key, b.matters, coalesce(o.n, 0)), ';' order by b.key), '') as text
from before b left join still o on o.key = b.key
