-- Takes the second factor off an account whose owner lost phone and paper. The security administrator does it, so that
-- whoever resets passwords cannot take an account over alone.
with changed as (
  update account set totp_secret = null, totp_pending = null, totp_step = null, recovery_marks = '{}'
  where username = $1::jsonb ->> 'username' returning id
)
select jsonb_build_object('subject_kind', 'account', 'subject_id', id) as result from changed
