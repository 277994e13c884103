-- Writes the settings that are named; what each was before stays in the audit.
with named as (select key, value from jsonb_each($1::jsonb)),
before as (select s.key, s.value from setting s join named n using (key)),
changed as (
  insert into setting (key, value, changed_at) select key, value, now() from named
  on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at
    where setting.value is distinct from excluded.value
  returning key, value
)
select jsonb_build_object('subject_kind', 'setting', 'subject_id', (select string_agg(key, ' ' order by key) from named),
  'changed', (select coalesce(jsonb_agg(key order by key), '[]') from changed),
  'audit', jsonb_build_object('before', (select coalesce(jsonb_object_agg(key, value), '{}') from before),
    'after', (select coalesce(jsonb_object_agg(key, value), '{}') from changed))) as result
