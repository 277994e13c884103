-- $1 resolved filter: what the map cannot show. Petitions by place status, and the first and
-- last month with any petition.
select json_build_object(
  'placed', count(*) filter (where p.place_status = 1), 'unlocated', count(*) filter (where p.place_status = 0),
  'outside', count(*) filter (where p.place_status = 2), 'placeholder', count(*) filter (where p.place_status = 3),
  'since', (select to_char(min(o.received_on), 'YYYYMM') from petition o where o.place_status = 1),
  'until', (select to_char(max(o.received_on), 'YYYYMM') from petition o where o.place_status = 1))::text as text
from filtered_petitions($1::jsonb) p
