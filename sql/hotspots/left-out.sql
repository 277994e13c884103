-- $1 resolved filter: what the map cannot show. Petitions by place status (told in fives to whom it may concern by tell.ts), and the
-- first and last month with any petition.
with n as materialized (select c.key, c.petitions from petition_counts($1::jsonb || '{"exact": true}', 'place') c)
select json_build_object(
  'placed', coalesce(sum(n.petitions) filter (where n.key = -2), 0), 'unlocated', coalesce(sum(n.petitions) filter (where n.key = -1), 0),
  'outside', coalesce(sum(n.petitions) filter (where n.key = -3), 0), 'placeholder', coalesce(sum(n.petitions) filter (where n.key = -4), 0),
  'since', (select to_char(min(o.received_on), 'YYYYMM') from petition o where o.place_status = 1),
  'until', (select to_char(max(o.received_on), 'YYYYMM') from petition o where o.place_status = 1))::text as text
from n
