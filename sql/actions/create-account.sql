-- Makes an account without a role: the system administrator makes it, the security administrator grants it.
with made as (
  insert into account (username, display_name, password_hash)
  values ($1::jsonb ->> 'username', $1::jsonb ->> 'display_name', $1::jsonb ->> 'password_hash')
  returning id, username
)
select jsonb_build_object('subject_kind', 'account', 'subject_id', id, 'username', username) as result from made
