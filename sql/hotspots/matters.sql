-- $1 resolved filter: the placed matters of the period, those alike together: `keys,n,r,m;...`, n petitions of which r
-- repeats, m matters; an absent key is empty.
select coalesce(string_agg(concat_ws(',', {told}, s.n, s.r, s.m), ';'), '') as text
from (
  select {keys}, g.n, g.r, count(*) as m
  from (
    select {least}, count(*) as n, count(*) filter (where not p.is_first) as r
    from filtered_petitions($1::jsonb) p
    where p.place_status = 1
    group by p.county_code, p.matter_id
  ) g
  group by {keys}, g.n, g.r
) s
