-- $1 resolved filter, $2 first and $3 last quadkey of the tile, $4 bits to shift a quadkey to the cell that is asked
-- for: `cell,n,matters,open;...`, the cell counted from the tile's first; matters as in petition_counts()
select string_agg(concat_ws(',', s.cell - ($2::bigint >> $4::int), s.n, s.matters, s.open), ';') as cells
from (
  select p.quadkey >> $4::int as cell, count(*) as n,
    case when $1::jsonb -> 'by_petition' is null
      then count(*) filter (where p.prev_on is null or p.prev_on < filter_date($1::jsonb, 'from'))
      else count(distinct p.matter_id) end as matters,
    count(*) filter (where p.is_open) as open
  from filtered_petitions($1::jsonb) p
  where p.quadkey between $2::bigint and $3::bigint
  group by 1
) s
