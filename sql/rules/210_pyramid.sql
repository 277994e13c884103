-- The pyramid for bulk work, one statement for all rows. The finest zoom is counted from petitions, the coarser ones
-- from the finest: a quarter of the time of counting each zoom from petitions.

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

-- Adds the petitions that an import run created with app.bulk on; call it once, in the run's transaction. A township's
-- cells lie within those of the coarser zoom: in their order one pass counts them on all zooms.
create or replace function add_to_pyramid(county text, run bigint) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform lock_county(county);
  insert into tile_cell as c (z, cell, township_id, county_code, n, matters, open)
  select 5 + num_nonnulls(p.c6, p.c7, p.c8, p.c9, p.c10, p.c11, p.c12, p.c13), coalesce(p.c13, p.c12, p.c11, p.c10, p.c9, p.c8, p.c7, p.c6, p.c5),
    p.township_id, county, p.n, p.matters, p.open
  from (
    select f.township_id, f.c5, f.c6, f.c7, f.c8, f.c9, f.c10, f.c11, f.c12, f.c13, sum(f.n) as n, sum(f.matters) as matters, sum(f.open) as open
    from (
      select township_id, cell >> 16 as c5, cell >> 14 as c6, cell >> 12 as c7, cell >> 10 as c8, cell >> 8 as c9, cell >> 6 as c10,
        cell >> 4 as c11, cell >> 2 as c12, cell as c13, n, matters, open
      from (
        select quadkey >> 14 as cell, coalesce(township_id, 0) as township_id, count(*) as n,
          count(*) filter (where prev_on is null) as matters, count(*) filter (where is_open) as open
        from petition where county_code = county and import_run_id = run and quadkey is not null group by 1, 2
      ) finest
      -- kept apart, so that the cells are shifted once and not for every zoom
      offset 0
    ) f
    group by f.township_id, f.c5, rollup (f.c6, f.c7, f.c8, f.c9, f.c10, f.c11, f.c12, f.c13)
  ) p
  order by 1, 2, 3
  on conflict (z, cell, township_id, county_code) do update
    set n = c.n + excluded.n, matters = c.matters + excluded.matters, open = c.open + excluded.open;
end $$;

-- Takes the petitions of an import run out again; call it before they are deleted with app.bulk on.
create or replace function take_from_pyramid(county text, run bigint) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform lock_county(county);
  update tile_cell c set n = c.n - s.n, matters = c.matters - s.matters, open = c.open - s.open
  from (
    select level, p.cell >> (2 * (13 - level)) as cell, p.township_id, sum(p.n) as n,
      sum(p.matters) as matters, sum(p.open) as open
    from (
      select quadkey >> 14 as cell, coalesce(township_id, 0) as township_id, count(*) as n,
        count(*) filter (where prev_on is null) as matters, count(*) filter (where is_open) as open
      from petition where county_code = county and import_run_id = run and quadkey is not null group by 1, 2
    ) p, generate_series(5, 13) level
    group by 1, 2, 3
  ) s
  where c.z = s.level and c.cell = s.cell and c.township_id = s.township_id and c.county_code = county;
  delete from tile_cell where county_code = county and n = 0;
end $$;
