-- Petitions counted in the cells of map tiles, so that a tile of a whole county costs a millisecond and not a scan.
--
-- A place is one number: its quadkey on level 26, the bits of column and row of the 2^26 x 2^26 web-mercator grid
-- interleaved (row bit above column bit, north-west is 0; a step is 0.6 m). Shifted right by two bits per level it is
-- the cell on any coarser level, and every tile, on every zoom, is one range of it: one index serves them all. Only
-- comparisons of whole numbers are asked of it, which row-level security lets the index answer.
--
-- These two functions stand here and not in rules/: a column is computed by them, so they can never change.
create function spread_bits(v bigint) returns bigint language sql immutable strict parallel safe return
  ('{0,1,4,5,16,17,20,21,64,65,68,69,80,81,84,85}'::bigint[])[(v & 15) + 1]
  | (('{0,1,4,5,16,17,20,21,64,65,68,69,80,81,84,85}'::bigint[])[((v >> 4) & 15) + 1] << 8)
  | (('{0,1,4,5,16,17,20,21,64,65,68,69,80,81,84,85}'::bigint[])[((v >> 8) & 15) + 1] << 16)
  | (('{0,1,4,5,16,17,20,21,64,65,68,69,80,81,84,85}'::bigint[])[((v >> 12) & 15) + 1] << 24)
  | (('{0,1,4,5,16,17,20,21,64,65,68,69,80,81,84,85}'::bigint[])[((v >> 16) & 15) + 1] << 32)
  | (('{0,1,4,5,16,17,20,21,64,65,68,69,80,81,84,85}'::bigint[])[((v >> 20) & 15) + 1] << 40)
  | (('{0,1,4,5,16,17,20,21,64,65,68,69,80,81,84,85}'::bigint[])[((v >> 24) & 3) + 1] << 48);

-- x, y: whole web-mercator metres (mercator_x, mercator_y)
create function quadkey(x int, y int) returns bigint language sql immutable strict parallel safe return
  public.spread_bits(floor((x + 20037508.342789244::float8) * (67108864 / 40075016.68557849::float8))::bigint)
  | (public.spread_bits(floor((20037508.342789244::float8 - y) * (67108864 / 40075016.68557849::float8))::bigint) << 1);

-- Only a real place has one: not a placeholder point, not a point outside the county.
alter table petition add column quadkey bigint
  generated always as (case when place_status = 1 then public.quadkey(x, y) end) stored;
create index petition_quadkey on petition (quadkey) where quadkey is not null;

-- 64 x 64 cells per tile on zooms 5 to 13; cell = quadkey >> (40 - 2 z), so a tile's cells stand together.
-- Kept by rules/200_tile_cells.sql. township_id 0: in no township.
create table tile_cell (
  z           smallint not null check (z between 5 and 13),
  cell        bigint not null,
  township_id int not null,
  county_code text not null,
  n           int not null check (n >= 0),
  matters     int not null check (matters between 0 and n),
  open        int not null check (open between 0 and n),
  primary key (z, cell, township_id, county_code) include (n, matters, open)
);
comment on column tile_cell.n is 'petitions with a place in the cell';
comment on column tile_cell.matters is 'their matters: petitions that have none before them';
comment on column tile_cell.open is 'of these, petitions of matters that are not closed';
create index tile_cell_county on tile_cell (county_code);
