-- What the caller wants to be told, when, or that he wants none.
with b as (select * from jsonb_to_record($1::jsonb) x (enabled boolean, digest_at time, kinds text[])),
kept as (
  insert into notice_preference (account_id, enabled, digest_at, kinds)
  select caller_account(), b.enabled, b.digest_at, array(select known_word('notice', k) from unnest(b.kinds) k) from b
  on conflict (account_id) do update set enabled = excluded.enabled, digest_at = excluded.digest_at, kinds = excluded.kinds
  returning *
)
select jsonb_build_object('subject_kind', 'notice-preference', 'enabled', k.enabled, 'digest_at', left(k.digest_at::text, 5), 'kinds', k.kinds) as result from kept k
