-- The cells follow every petition in its own transaction: nine rows per petition, however large the county.
-- Bulk work sets app.bulk to 'on' and counts once for all its rows with the functions of 210_pyramid.sql.
-- Row triggers only: statement triggers bar the way to shards.

create or replace function shift_cells(county text, quadkey bigint, township int, by_n int, by_matters int, by_open int)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if quadkey is null or (by_n, by_matters, by_open) = (0, 0, 0) then
    return;
  end if;
  -- coarse to fine: writers meet on the coarse cells of a county, and wait there in the order of its one lock
  perform lock_county(county);
  if by_n > 0 then
    insert into tile_cell as c (z, cell, township_id, county_code, n, matters, open)
    select z, shift_cells.quadkey >> (40 - 2 * z), coalesce(township, 0), county, by_n, by_matters, by_open
    from generate_series(5, 13) z
    on conflict (z, cell, township_id, county_code) do update
      set n = c.n + excluded.n, matters = c.matters + excluded.matters, open = c.open + excluded.open;
    return;
  end if;
  update tile_cell c set n = c.n + by_n, matters = c.matters + by_matters, open = c.open + by_open
  from generate_series(5, 13) level
  where c.z = level and c.cell = shift_cells.quadkey >> (40 - 2 * level)
    and c.township_id = coalesce(township, 0) and c.county_code = county;
  delete from tile_cell c using generate_series(5, 13) level
  where c.n = 0 and c.z = level and c.cell = shift_cells.quadkey >> (40 - 2 * level)
    and c.township_id = coalesce(township, 0) and c.county_code = county;
end $$;

create or replace function count_in_cells() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (old.county_code, old.quadkey, old.township_id)
      is not distinct from (new.county_code, new.quadkey, new.township_id) then
    perform shift_cells(new.county_code, new.quadkey, new.township_id, 0,
      (new.prev_on is null)::int - (old.prev_on is null)::int, new.is_open::int - old.is_open::int);
    return null;
  end if;
  if tg_op <> 'INSERT' then
    perform shift_cells(old.county_code, old.quadkey, old.township_id, -1,
      -(old.prev_on is null)::int, -old.is_open::int);
  end if;
  if tg_op <> 'DELETE' then
    perform shift_cells(new.county_code, new.quadkey, new.township_id, 1, (new.prev_on is null)::int,
      new.is_open::int);
  end if;
  return null;
end $$;

drop trigger if exists count_in_cells_on_insert on petition;
create trigger count_in_cells_on_insert after insert on petition for each row
  when (new.quadkey is not null and current_setting('app.bulk', true) is distinct from 'on')
  execute function count_in_cells();
drop trigger if exists count_in_cells_on_delete on petition;
create trigger count_in_cells_on_delete after delete on petition for each row
  when (old.quadkey is not null and current_setting('app.bulk', true) is distinct from 'on')
  execute function count_in_cells();
drop trigger if exists count_in_cells_on_update on petition;
create trigger count_in_cells_on_update after update on petition for each row
  when ((old.county_code, old.quadkey, old.township_id, old.is_open, old.prev_on is null)
      is distinct from (new.county_code, new.quadkey, new.township_id, new.is_open, new.prev_on is null)
    and current_setting('app.bulk', true) is distinct from 'on')
  execute function count_in_cells();
