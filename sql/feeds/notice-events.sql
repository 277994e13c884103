-- $1 {notice_id, kind}. The events behind one line of one of the caller's digests, by area and unit, the latest first. `told` is the
-- number in the digest; events are kept for seven days, then fewer are listed.
with n as (select * from notice where id = ($1::jsonb ->> 'notice_id')::bigint),
e as (select t.* from n, told_events(n.since_event, n.until_event) t where t.kind = $1::jsonb ->> 'kind'),
g as (select area_id, unit_id, count(*) as n, max(at) as last_at from e group by 1, 2)
select json_build_object(
  'total', (select count(*) from e), 'told', coalesce((select (n.counts ->> ($1::jsonb ->> 'kind'))::int from n), 0), 'next', null,
  'rows', coalesce((select json_agg(json_build_object('area_code', k.code, 'area_name', k.name, 'unit_code', u.code, 'unit_name', unit_words(u.id),
      'n', g.n, 'last_at', g.last_at) order by g.last_at desc, k.code, u.code)
    from g left join key_area k on k.id = g.area_id left join admin_unit u on u.id = g.unit_id), '[]')
)::text as body
