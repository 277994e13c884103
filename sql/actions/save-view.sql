-- A view of the caller's own by name; the same name again replaces it. More than 50 are refused, so that the list stays one.
with wanted as (
  select r.name, r.query, case
    when (select count(*) from saved_view v where v.name <> r.name) >= 50
    then refuse('RG422', '最多保存 50 个视图，请先删除不用的', 'at most 50 views can be kept; delete some first') end as refused
  from jsonb_to_record($1::jsonb) r (name text, query text)
), saved as (
  insert into saved_view (account_id, name, query)
  select caller_account(), w.name, w.query from wanted w where w.refused is null
  on conflict (account_id, name) do update set query = excluded.query, saved_at = now()
  returning name
)
select jsonb_build_object('subject_kind', 'view', 'name', s.name) as result from saved s
