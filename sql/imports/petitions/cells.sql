-- What the new matters and their petitions add to the roll-ups and to the pyramid.
create temp table import_tally as
select c.county_code, c.channel, c.month, c.township_id, c.area_id, c.purpose, c.state, c.place_status, c.is_first, c.is_collective,
  c.is_open, c.prev_month, c.repeat_prev_month, c.due_month, sum(c.petitions) as petitions, sum(c.people) as people
from import_petition p cross join lateral tally_cells(row(p.*)::petition, 1) c
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;

create temp table import_clock as
select m.county_code, m.first_channel as channel, e.clock, e.day, coalesce(m.purpose, 0::smallint) as purpose, m.state, m.kinds & 1 = 1 as has_first, count(*) as n,
  count(*) filter (where e.met) as met
from import_matter m cross join lateral clock_events(row(m.*)::matter) e
group by 1, 2, 3, 4, 5, 6, 7;

-- A township's cells of one zoom lie within those of the coarser one: in their order one pass counts them on all zooms.
create temp table import_cell as
select 5 + num_nonnulls(p.c6, p.c7, p.c8, p.c9, p.c10, p.c11, p.c12, p.c13) as z,
  coalesce(p.c13, p.c12, p.c11, p.c10, p.c9, p.c8, p.c7, p.c6, p.c5) as cell, p.township_id, p.n, p.matters, p.open
from (
  select f.township_id, f.c5, f.c6, f.c7, f.c8, f.c9, f.c10, f.c11, f.c12, f.c13, sum(f.n) as n, sum(f.matters) as matters, sum(f.open) as open
  from (
    select township_id, cell >> 16 as c5, cell >> 14 as c6, cell >> 12 as c7, cell >> 10 as c8, cell >> 8 as c9, cell >> 6 as c10,
      cell >> 4 as c11, cell >> 2 as c12, cell as c13, n, matters, open
    from (
      select quadkey >> 14 as cell, coalesce(township_id, 0) as township_id, count(*) as n,
        count(*) filter (where prev_on is null) as matters, count(*) filter (where is_open) as open
      from import_petition where quadkey is not null group by 1, 2
    ) finest
    -- kept apart, so that a cell is shifted once and not for every zoom
    offset 0
  ) f
  group by f.township_id, f.c5, rollup (f.c6, f.c7, f.c8, f.c9, f.c10, f.c11, f.c12, f.c13)
) p;

-- By what the cells of known matters change (known.sql).
create temp table import_cell_change (like import_cell);
