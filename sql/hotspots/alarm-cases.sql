-- First petitions of placed matters by hexagon (1,000 metres) and week. $1 first day of the first week, $2 last day of the last:
-- `hex2,week,n;...`, weeks from 0. A matter whose first known petition is already a repeat began before the record: not new.
-- County-wide work of the program, as the owner.
select coalesce(string_agg(concat_ws(',', s.hex2, s.week, s.n), ';' order by s.hex2, s.week), '') as text
from (
  select p.hex2, (p.received_on - $1::date) / 7 as week, count(*) as n
  from petition p
  where p.county_code = installation_county() and p.place_status = 1 and p.prev_on is null and p.is_first and p.received_on between $1::date and $2::date
  group by 1, 2
) s
