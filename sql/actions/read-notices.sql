-- Marks the caller's digests as read: one, or all up to the one that he saw last.
with seen as (
  update notice n set read_at = now() from jsonb_to_record($1::jsonb) b (notice_id bigint, all_until bigint)
  where n.read_at is null and (n.id = b.notice_id or n.id <= b.all_until) returning n.id
)
select jsonb_build_object('subject_kind', 'notice', 'read', (select count(*) from seen), 'audit', jsonb_build_object('read', (select count(*) from seen))) as result
