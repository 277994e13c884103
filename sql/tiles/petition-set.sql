-- $1 resolved filter, $2 bits to shift a quadkey to the finest cell, $3 most cells: all cells that the filter leaves in
-- the whole county, `cell,n,matters,open;...` in the order of quadkeys; null when there are more cells than may be kept.
-- Matters as in petition_counts().
with counted as materialized (
  select p.quadkey >> $2::int as cell, count(*) as n,
    case when $1::jsonb -> 'by_petition' is null
      then count(*) filter (where p.prev_on is null or p.prev_on < filter_date($1::jsonb, 'from'))
      else count(distinct p.matter_id) end as matters,
    count(*) filter (where p.is_open) as open
  from filtered_petitions($1::jsonb) p
  where p.quadkey is not null
  group by 1
)
select case when (select count(*) from counted) <= $3::int then coalesce(
  (select string_agg(concat_ws(',', cell, n, matters, open), ';' order by cell) from counted), '') end as cells
