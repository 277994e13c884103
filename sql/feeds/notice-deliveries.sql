-- What became of digests on their way to the configured addresses, the latest first. Counts are not told here.
select json_build_object('rows', coalesce(json_agg(json_build_object('delivery_id', d.id, 'webhook', d.webhook, 'day', d.day, 'attempts', d.attempts,
  'status', d.status, 'error', d.error, 'next_at', case when d.delivered_at is null and d.given_up_at is null then d.next_at end,
  'delivered_at', d.delivered_at, 'given_up_at', d.given_up_at) order by d.id desc), '[]'))::text as body
from (select * from notice_delivery order by id desc limit 200) d
