-- Takes a document off its area's page; it stays in the history with its content and the reason.
with target as (
  select d.county_code, d.id, d.area_id, case when d.removed_at is not null
    then refuse('RG409', '该文件已被移除', 'the document has been removed already') end as refused
  from area_document d where d.county_code = installation_county() and d.id = ($1::jsonb ->> 'document_id')::bigint
), removed as (
  update area_document d set removed_at = now(), reason = $1::jsonb ->> 'reason'
  from target t where d.county_code = t.county_code and d.id = t.id and t.refused is null
  returning d.id, d.area_id
)
select jsonb_build_object('subject_kind', 'document', 'subject_id', r.id, 'document_id', r.id,
  'event', jsonb_build_object('kind', 'document-removed', 'area_id', r.area_id, 'counts', jsonb_build_object('documents', -1))) as result
from removed r
