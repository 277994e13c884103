-- $1 pyramid zoom 5..13, $2 first and $3 last cell of the tile on that zoom, $4 bits to shift a cell to the level
-- that is asked for, $5 township ids or null: `cell,n,matters,open;...` of the cells with petitions
select string_agg(s.cell || ',' || s.n || ',' || s.matters || ',' || s.open, ';') as cells
from (
  select c.cell >> $4::int as cell, sum(c.n) as n, sum(c.matters) as matters, sum(c.open) as open
  from tile_cell c
  where c.z = $1::smallint and c.cell between $2::bigint and $3::bigint
    and ($5::int[] is null or c.township_id = any ($5::int[]))
  group by 1
) s
