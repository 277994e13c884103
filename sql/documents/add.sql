-- $1 {area, kind, title, file_name, format, byte_count, sha256 (hex), issued_on, valid_to}: the document without its
-- content; the pieces follow in the same transaction.
with b as (
  select * from jsonb_to_record($1::jsonb) x (area text, kind text, title text, file_name text, format text, byte_count int, sha256 text,
    issued_on date, valid_to date)
), target as (
  select a.county_code, a.id, a.code, case
    when b.valid_to < b.issued_on then refuse('RG422', '失效日期早于印发日期', 'valid_to: it would end before it begins')
    when a.valid_to is not null then refuse('RG409', '该区域已撤销，不能再添加文件', 'the area has been retired')
    when exists (select from area_document d where d.county_code = a.county_code and d.area_id = a.id and d.removed_at is null
      and d.sha256 = decode(b.sha256, 'hex')) then refuse('RG409', '该区域已有内容相同的文件', 'the area holds a document with this very content') end as refused
  from b join key_area a on a.code = b.area and a.county_code = installation_county()
), added as (
  insert into area_document (county_code, area_id, kind, title, file_name, format, byte_count, sha256, issued_on, valid_to)
  select t.county_code, t.id, known_word('document', b.kind), b.title, b.file_name, b.format, b.byte_count, decode(b.sha256, 'hex'), b.issued_on, b.valid_to
  from b, target t where t.refused is null
  returning county_code, id
)
select n.county_code, n.id, jsonb_build_object('subject_kind', 'document', 'subject_id', n.id, 'document_id', n.id, 'area', t.code,
  'audit', jsonb_build_object('area', t.code, 'sha256', b.sha256, 'bytes', b.byte_count),
  'event', jsonb_build_object('kind', 'document-added', 'area_id', t.id, 'counts', jsonb_build_object('documents', 1))) as result
from added n, target t, b
