-- The pyramid for bulk work, one statement for all rows; an import that only adds counts its own cells
-- (sql/imports/petitions/cells.sql). The finest zoom is counted from petitions, the coarser ones from the finest: a quarter of
-- the time of counting each zoom from petitions.

-- Counts a county anew. Under the county's lock nobody writes meanwhile.
create or replace function rebuild_pyramid(county text) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  cells bigint;
begin
  perform lock_county(county);
  delete from tile_cell where county_code = county;
  insert into tile_cell (z, cell, township_id, county_code, n, matters, open)
  select 13, p.quadkey >> 14, coalesce(p.township_id, 0), county, count(*),
    count(*) filter (where p.prev_on is null), count(*) filter (where p.is_open)
  from petition p where p.county_code = county and p.quadkey is not null group by 2, 3 order by 2;
  insert into tile_cell (z, cell, township_id, county_code, n, matters, open)
  select level, c.cell >> (2 * (13 - level)), c.township_id, county, sum(c.n), sum(c.matters),
    sum(c.open)
  from tile_cell c, generate_series(5, 12) level where c.z = 13 and c.county_code = county
  group by 1, 2, 3 order by 1, 2;
  select count(*) into cells from tile_cell where county_code = county;
  return cells;
end $$;
