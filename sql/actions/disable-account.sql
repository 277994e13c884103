-- Ends an account's sessions and tokens by trigger; `disabled: false` lets it sign in again.
with changed as (
  update account set disabled_at = case when ($1::jsonb ->> 'disabled')::boolean then coalesce(disabled_at, now()) end
  where username = $1::jsonb ->> 'username'
  returning id, disabled_at is not null as disabled
)
select jsonb_build_object('subject_kind', 'account', 'subject_id', id, 'disabled', disabled,
  'audit', jsonb_build_object('disabled', disabled)) as result from changed
