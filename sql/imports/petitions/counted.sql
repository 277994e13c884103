-- Adds the cells of sql/imports/petitions/cells.sql: what it costs follows from the file and not from the county.
select lock_county($1);

insert into petition_tally as t select * from import_tally c order by c.channel, c.month, c.township_id, c.area_id
on conflict (channel, month, county_code, township_id, area_id, purpose, state, place_status, is_first, is_collective, is_open,
  prev_month, repeat_prev_month, due_month)
do update set petitions = t.petitions + excluded.petitions, people = t.people + excluded.people;

insert into clock_tally as t select * from import_clock c order by c.clock, c.day
on conflict (clock, day, county_code, purpose, state, has_first) do update set n = t.n + excluded.n, met = t.met + excluded.met;

insert into tile_cell as c (z, cell, township_id, county_code, n, matters, open)
select z, cell, township_id, $1, n, matters, open from import_cell order by z, cell, township_id
on conflict (z, cell, township_id, county_code) do update
  set n = c.n + excluded.n, matters = c.matters + excluded.matters, open = c.open + excluded.open;
