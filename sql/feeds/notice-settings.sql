-- When digests come, when it is quiet, and where else they go: the county's settings, without secrets, each address with what
-- became of its last digest.
select json_build_object(
  'hours', (select json_build_object('digest_at', left(h.digest_at::text, 5), 'quiet_from', left(h.quiet_from::text, 5), 'quiet_until', left(h.quiet_until::text, 5))
    from notice_hours() h),
  'webhooks', coalesce((select json_agg(json_build_object('name', w.value ->> 'name', 'adapter', w.value ->> 'adapter', 'url', w.value ->> 'url',
      'account', w.value ->> 'account', 'enabled', (w.value ->> 'enabled')::boolean, 'has_secret', nullif(w.value ->> 'secret', '') is not null,
      'last', (select json_build_object('day', d.day, 'attempts', d.attempts, 'status', d.status, 'error', d.error, 'delivered_at', d.delivered_at, 'given_up_at', d.given_up_at)
        from notice_delivery d where d.webhook = w.value ->> 'name' order by d.id desc limit 1)) order by w.value ->> 'name')
    from setting s, jsonb_array_elements(s.value) w (value) where s.key = 'notices.webhooks'), '[]')
)::text as body
