-- Grants a role, or takes it away with null. Nobody grants himself one (rules/006_accounts.sql).
with changed as (
  update account set role = $1::jsonb ->> 'role' where username = $1::jsonb ->> 'username' returning id, role
)
select jsonb_build_object('subject_kind', 'account', 'subject_id', id, 'role', role,
  'audit', jsonb_build_object('role', role)) as result from changed
