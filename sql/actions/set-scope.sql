-- Replaces the units whose subtrees the account sees. Before the first units are imported a code is kept until its unit
-- comes (rules/140_scope_to_come.sql).
with target as (
  select id from account where username = $1::jsonb ->> 'username'
), wanted as (
  select c.code, u.id from jsonb_array_elements_text($1::jsonb -> 'units') c (code)
  left join admin_unit u on u.code = c.code and u.valid_to is null and u.county_code = installation_county()
), removed as (
  delete from account_scope s using target t
  where s.account_id = t.id and not exists (select from wanted w where w.id = s.unit_id)
), added as (
  insert into account_scope (account_id, unit_id)
  select t.id, coalesce(w.id, refuse('RG422', '没有这个单位：' || w.code, 'no such unit: ' || w.code)::int)
  from target t, (select distinct code, id from wanted) w
  where w.id is not null or installation_county() <> '-'
  on conflict do nothing
), kept as (
  update account a set scope_codes = coalesce((select array_agg(distinct w.code) from wanted w where w.id is null), '{}')
  from target t where a.id = t.id
)
select jsonb_build_object('subject_kind', 'account', 'subject_id', t.id, 'units', $1::jsonb -> 'units',
  'audit', jsonb_build_object('units', $1::jsonb -> 'units')) as result
from target t
