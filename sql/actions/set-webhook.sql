-- One address that an account's digest also goes to; the same name again replaces it, and keeps its secret where none is given.
-- The secret is in no answer and in no audit row.
with b as (select * from jsonb_to_record($1::jsonb) x (name text, adapter text, url text, secret text, account text, enabled boolean)),
known as (
  select b.*, case when not exists (select from account a where a.username = b.account)
    then refuse('RG422', '没有这个账号：' || b.account, 'no such account: ' || b.account) end as refused from b
),
others as (
  select w.value from setting s, jsonb_array_elements(s.value) w (value), b where s.key = 'notices.webhooks' and w.value ->> 'name' <> b.name
),
before as (
  select w.value ->> 'secret' as secret from setting s, jsonb_array_elements(s.value) w (value), b
  where s.key = 'notices.webhooks' and w.value ->> 'name' = b.name
),
kept as (
  insert into setting (key, value)
  select 'notices.webhooks', (select coalesce(jsonb_agg(o.value), '[]') from others o) || jsonb_build_object('name', k.name, 'adapter', k.adapter,
    'url', k.url, 'secret', coalesce(k.secret, (select secret from before)), 'account', k.account, 'enabled', k.enabled)
  from known k where k.refused is null
  on conflict (key) do update set value = excluded.value, changed_at = now()
  returning key
)
select jsonb_build_object('subject_kind', 'setting', 'subject_id', 'notices.webhooks', 'name', k.name, 'enabled', k.enabled,
  'audit', jsonb_build_object('name', k.name, 'adapter', k.adapter, 'url', k.url, 'account', k.account, 'enabled', k.enabled)) as result
from known k, kept
