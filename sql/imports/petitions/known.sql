-- What the matters known from before and all their petitions count for, taken away ($2 is -1) before they change and added (1)
-- when they have: so a file that adds to known matters costs what it holds, too, and no recount of the county.
-- Under the county's lock: nobody else counts them meanwhile.
select lock_county($1) where exists (select from import_touched where known);

insert into import_clock
select m.county_code, m.first_channel, e.clock, e.day, coalesce(m.purpose, 0::smallint), m.state, m.kinds & 1 = 1, $2::int * count(*),
  $2::int * count(*) filter (where e.met)
from import_touched t join matter m on m.county_code = $1 and m.id = t.matter_id cross join lateral clock_events(m) e
where t.known
group by 1, 2, 3, 4, 5, 6, 7;

insert into import_tally
select c.county_code, c.channel, c.month, c.township_id, c.area_id, c.purpose, c.state, c.place_status, c.is_first, c.is_collective,
  c.is_open, c.prev_month, c.repeat_prev_month, c.due_month, sum(c.petitions), sum(c.people)
from import_touched t join petition p on p.county_code = $1 and p.matter_id = t.matter_id cross join lateral tally_cells(p, $2::int) c
where t.known
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;

insert into import_cell_change
select z, p.quadkey >> (40 - 2 * z), coalesce(p.township_id, 0), $2::int * count(*), $2::int * count(*) filter (where p.prev_on is null),
  $2::int * count(*) filter (where p.is_open)
from import_touched t join petition p on p.county_code = $1 and p.matter_id = t.matter_id and p.quadkey is not null
cross join generate_series(5, 13) z
where t.known
group by 1, 2, 3;
