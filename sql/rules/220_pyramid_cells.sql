-- The pyramid's cells of one tile as `cell,n,matters,open;...`, one record per cell and township, under the caller's
-- rights. `cell` is counted from the tile's first; the few records of one cell are added up by the reader, which is
-- cheaper than grouping here. A function, because plpgsql keeps its plan: planning would be a third of a tile's time.
--
-- z: pyramid zoom 5..13; first, last: the tile's range of cells on that zoom; townships: null for all
create or replace function pyramid_cells(z smallint, first bigint, last bigint, townships int[]) returns text
language plpgsql stable parallel safe as $$
begin
  return (
    select string_agg(concat_ws(',', c.cell - pyramid_cells.first, c.n, c.matters, c.open), ';')
    from tile_cell c
    where c.z = pyramid_cells.z and c.cell between pyramid_cells.first and pyramid_cells.last
      and (townships is null or c.township_id = any (townships)));
end $$;
