-- $1 resolved filter, $2 {all, limit}. What waits for the signed-in cadre: overdue, due within seven days, come back; the rest
-- is counted, and listed with `all`.
with mine as materialized (
  select w.*, work_bucket(w.due_on, w.again, filter_date($1::jsonb, 'as_of')) as bucket
  from my_work($1::jsonb) w
),
shown as (
  select m.*, row_number() over (order by array_position(array['overdue', 'week', 'repeat', 'more'], m.bucket), m.due_on nulls last, m.kind, m.id) as n
  from mine m where m.bucket <> 'more' or $2::jsonb ->> 'all' is not null
)
select json_build_object(
  'total', (select count(*) from mine), 'next', null, 'as_of', $1::jsonb ->> 'as_of',
  'buckets', (select json_object_agg(b.bucket, (select count(*) from mine m where m.bucket = b.bucket)) from unnest(array['overdue', 'week', 'repeat', 'more']) b (bucket)),
  'rows', coalesce((select json_agg(json_build_object('kind', m.kind, 'id', m.id, 'code', m.code, 'title', m.title, 'area_code', k.code, 'area_name', k.name,
    'unit_code', u.code, 'unit_name', unit_words(u.id), 'due_on', m.due_on, 'days_left', m.due_on - filter_date($1::jsonb, 'as_of'), 'bucket', m.bucket,
    'again', m.again, 'state_name', m.state_name, 'state_name_en', m.state_name_en, 'moves', m.moves, 'version', m.version) order by m.n)
  from shown m left join key_area k on k.id = m.area_id left join admin_unit u on u.id = m.unit_id where m.n <= ($2::jsonb ->> 'limit')::int), '[]')
)::text as body
