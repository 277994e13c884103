-- $1 resolved filter, $2 kind of place. The filter that a run is read by, whose borders it has (areas alone have any), and the periods
-- beside it: those that the summary of the same filter compares with; null without a beginning.
select json_build_object('resolved', q.f::text, 'on', q.borders, 'previous', shift_filter(q.f, 'previous')::text,
  'lastYear', shift_filter(q.f, 'last_year')::text)::text as text
from (
  select case $2::text when 'area' then of_present_areas($1::jsonb) else $1::jsonb end as f,
    case $2::text when 'area' then borders_of_figures($1::jsonb) end as borders
) q
