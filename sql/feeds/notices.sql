-- The caller's own digests, the latest first, with what he wants to be told and when. Lines in the order of the words.
select json_build_object(
  'unread', (select count(*) from notice n where n.read_at is null),
  'hours', (select json_build_object('digest_at', left(h.digest_at::text, 5), 'quiet_from', left(h.quiet_from::text, 5),
    'quiet_until', left(h.quiet_until::text, 5)) from notice_hours() h),
  'preference', (select json_build_object('enabled', coalesce(p.enabled, true), 'digest_at', left(coalesce(p.digest_at, h.digest_at)::text, 5),
      'kinds', coalesce(p.kinds, usual_notices())) from notice_hours() h left join notice_preference p on true),
  'kinds', (select json_agg(json_build_object('kind', w.code, 'name', w.name_zh, 'name_en', w.name_en) order by w.sort)
    from work_word w where w.list = 'notice'),
  'rows', coalesce((select json_agg(json_build_object('notice_id', n.id, 'day', n.day, 'made_at', n.made_at, 'read_at', n.read_at,
      'lines', (select coalesce(json_agg(json_build_object('kind', w.code, 'name', w.name_zh, 'name_en', w.name_en, 'n', c.value::int) order by w.sort), '[]')
        from jsonb_each_text(n.counts) c join work_word w on w.list = 'notice' and w.code = c.key)) order by n.day desc)
    from (select * from notice where counts <> '{}' order by day desc limit 60) n), '[]')
)::text as body
