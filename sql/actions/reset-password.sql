-- A new one-time password that must be changed at the first sign-in; also ends a lock.
with changed as (
  update account set password_hash = $1::jsonb ->> 'password_hash', must_change = true, failed_count = 0, locked_until = null
  where username = $1::jsonb ->> 'username'
  returning id
)
select jsonb_build_object('subject_kind', 'account', 'subject_id', id) as result from changed
