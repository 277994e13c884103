-- Deletes a view of the caller's own.
with gone as (delete from saved_view v where v.name = $1::jsonb ->> 'name' returning v.name)
select jsonb_build_object('subject_kind', 'view', 'name', g.name) as result from gone g
