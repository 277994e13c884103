-- $1 resolved filter over whole months: matters of each place and month, `key,yyyymm,matters;...`. A matter counts in each
-- month in which it has a petition, once.
select coalesce(string_agg(concat_ws(',', s.key, to_char(s.month, 'YYYYMM'), s.m), ';'), '') as text
from (
  select {key} as key, date_trunc('month', p.received_on::timestamp) as month,
    case when $1::jsonb -> 'by_petition' is null
      then count(*) filter (where p.prev_on is null or p.prev_on < date_trunc('month', p.received_on::timestamp))
      else count(distinct p.matter_id) end as m
  from filtered_petitions($1::jsonb) p
  where p.place_status = 1 and {key} is not null
  group by 1, 2
) s
where s.m > 0
