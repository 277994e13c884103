-- The county's usual time of digests and its quiet hours, in county time.
with kept as (
  insert into setting (key, value) values ('notices.hours', $1::jsonb)
  on conflict (key) do update set value = excluded.value, changed_at = now() returning value
)
select jsonb_build_object('subject_kind', 'setting', 'subject_id', 'notices.hours', 'audit', k.value) || k.value as result from kept k
