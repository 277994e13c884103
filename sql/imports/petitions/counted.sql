-- Adds the cells that the run brings and those by which known matters change: what it costs follows from the file and not from
-- the county.
select lock_county($1);

insert into petition_tally as t
select c.county_code, c.channel, c.month, c.township_id, c.area_id, c.purpose, c.state, c.place_status, c.is_first, c.is_collective,
  c.is_open, c.prev_month, c.repeat_prev_month, c.due_month, sum(c.petitions), sum(c.people)
from import_tally c group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 order by 2, 3, 4, 5
on conflict (channel, month, county_code, township_id, area_id, purpose, state, place_status, is_first, is_collective, is_open,
  prev_month, repeat_prev_month, due_month)
do update set petitions = t.petitions + excluded.petitions, people = t.people + excluded.people;

insert into clock_tally as t
select c.county_code, s.channel, c.clock, c.day, c.purpose, c.state, c.has_first, sum(c.n), sum(c.met)
from import_clock c cross join lateral (values (0::smallint), (c.channel)) s (channel) where s.channel is not null
group by 1, 2, 3, 4, 5, 6, 7 order by 2, 3, 4
on conflict (channel, clock, day, county_code, purpose, state, has_first) do update set n = t.n + excluded.n, met = t.met + excluded.met;

insert into tile_cell as c (z, cell, township_id, county_code, n, matters, open)
select z, cell, township_id, $1, n, matters, open from import_cell order by z, cell, township_id
on conflict (z, cell, township_id, county_code) do update
  set n = c.n + excluded.n, matters = c.matters + excluded.matters, open = c.open + excluded.open;

-- Cells that are there are changed, before others are made: a new one may hold nothing less than nothing.
with sums as materialized (
  select z, cell, township_id, sum(n) as n, sum(matters) as matters, sum(open) as open from import_cell_change group by 1, 2, 3
), changed as (
  update tile_cell c set n = c.n + s.n, matters = c.matters + s.matters, open = c.open + s.open
  from sums s where c.z = s.z and c.cell = s.cell and c.township_id = s.township_id and c.county_code = $1
  returning c.z, c.cell, c.township_id
)
insert into tile_cell (z, cell, township_id, county_code, n, matters, open)
select s.z, s.cell, s.township_id, $1, s.n, s.matters, s.open
from sums s left join changed c on c.z = s.z and c.cell = s.cell and c.township_id = s.township_id
where c.z is null and s.n > 0;

delete from tile_cell c using (select distinct z, cell, township_id from import_cell_change where n < 0) s
where c.n = 0 and c.z = s.z and c.cell = s.cell and c.township_id = s.township_id and c.county_code = $1;
