-- $1 id: a document of a standing area that the caller sees, also one that was removed: the history stays legible.
select d.county_code, d.id, d.file_name, d.format, d.byte_count, encode(d.sha256, 'hex') as sha256
from area_document d join key_area a on a.id = d.area_id and a.valid_to is null
where d.id = $1::bigint
