-- $1 pyramid zoom 5..13, $2 first and $3 last cell of the tile on that zoom, $4 township ids or null: the cells with
-- petitions as `cell,n,matters,open;...`, one record per cell and township. `cell` is counted from the tile's first;
-- the few records of one cell are added up by the reader, which is cheaper than grouping here.
select string_agg(concat_ws(',', c.cell - $2::bigint, c.n, c.matters, c.open), ';') as cells
from tile_cell c
where c.z = $1::smallint and c.cell between $2::bigint and $3::bigint
  and ($4::int[] is null or c.township_id = any ($4::int[]))
