-- $1 resolved filter, $2 {bucket}. Petitions of the filter by week or month; a bucket's last day is told, so that its list
-- can be asked for. Buckets without petitions are left out.
select json_build_object(
  'bucket', $2::jsonb ->> 'bucket',
  'as_of', $1::jsonb ->> 'as_of',
  'rows', coalesce((select json_agg(json_build_object(
    'from', greatest(s.bucket_on, ($1::jsonb ->> 'from')::date),
    'to', least(case $2::jsonb ->> 'bucket' when 'week' then s.bucket_on + 6 else (s.bucket_on + interval '1 month')::date - 1 end,
      ($1::jsonb ->> 'to')::date),
    'petitions', s.petitions, 'repeat', s.repeat, 'collective', s.collective, 'open', s.open) order by s.bucket_on)
  from petition_series($1::jsonb, $2::jsonb ->> 'bucket') s), '[]')
)::text as body
