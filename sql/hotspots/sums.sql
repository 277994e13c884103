-- $1 resolved filter: placed petitions by place, `keys,petitions,repeats,matters;...`; an absent key is empty. A matter is the petition
-- that has no earlier one in the period, so that none needs to be looked at by itself: not for filters that matters.sql must answer.
select coalesce(string_agg(concat_ws(',', {told}, s.n, s.r, s.m), ';'), '') as text
from (
  select {keys}, count(*) as n, count(*) filter (where not p.is_first) as r,
    count(*) filter (where earlier_on($1::jsonb, p) is null or earlier_on($1::jsonb, p) < period_begins($1::jsonb)) as m
  from filtered_petitions($1::jsonb) p
  where p.place_status = 1
  group by {keys}
) s
