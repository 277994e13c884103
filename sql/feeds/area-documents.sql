-- $1 resolved filter, $2 {removed, limit, cursor}. Documents of the filter's key areas, the latest first; with `removed`
-- also those that were taken away, after the others. The period means the day of issue.
with keyed as (
  select d.*, (d.removed_at is not null)::int as rank, '2100-01-01'::date - d.issued_on as place_in_line from area_document d
  join key_area a on a.id = d.area_id and a.valid_to is null
  where (d.removed_at is null or $2::jsonb ->> 'removed' = '1') and area_in_filter($1::jsonb, d.area_id)
    and falls_in_period($1::jsonb, d.issued_on)
),
numbered as (
  select k.*, row_number() over (order by k.rank, k.place_in_line, k.id) as n from keyed k
  where after_cursor($2::jsonb, k.rank, k.place_in_line, k.id)
),
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'total', (select count(*) from keyed), 'as_of', $1::jsonb ->> 'as_of',
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object('document_id', d.id, 'area_code', a.code, 'area_name', a.name,
    'kind', d.kind, 'kind_name', w.name_zh, 'kind_name_en', w.name_en, 'title', d.title, 'file_name', d.file_name, 'format', d.format,
    'byte_count', d.byte_count, 'sha256', encode(d.sha256, 'hex'), 'issued_on', d.issued_on, 'valid_to', d.valid_to,
    'in_force', d.removed_at is null and filter_date($1::jsonb, 'as_of') between d.issued_on and coalesce(d.valid_to, 'infinity'),
    'added_at', d.added_at, 'added_role', d.added_role, 'removed_at', d.removed_at, 'reason', d.reason) order by d.n)
  from shown d join key_area a on a.id = d.area_id left join work_word w on w.list = 'document' and w.code = d.kind), '[]')
)::text as body
