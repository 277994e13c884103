-- Adds what an import run made to the roll-ups, where it changed nothing that was there before: what it costs follows from
-- the file and not from the county. Otherwise refresh_tallies (085) counts anew.
-- Cells are counted before they are put in order: rows are many more. Remembering (memoize) what a row gave pays nothing
-- where hardly any is like another.
create or replace function add_to_tallies(county text, run bigint) returns void language plpgsql security definer
set search_path = public, pg_temp set enable_memoize = off as $$
begin
  perform lock_county(county);
  with cells as materialized (
    select c.county_code, c.channel, c.month, c.township_id, c.area_id, c.purpose, c.state, c.place_status, c.is_first,
      c.is_collective, c.is_open, c.prev_month, c.repeat_prev_month, c.due_month, sum(c.petitions) as petitions, sum(c.people) as people
    from petition p cross join lateral tally_cells(p, 1) c
    where p.county_code = county and p.import_run_id = run
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
  )
  insert into petition_tally as t select * from cells c order by c.channel, c.month, c.township_id, c.area_id
  on conflict (channel, month, county_code, township_id, area_id, purpose, state, place_status, is_first, is_collective, is_open,
    prev_month, repeat_prev_month, due_month)
  do update set petitions = t.petitions + excluded.petitions, people = t.people + excluded.people;
  with cells as materialized (
    select m.county_code, e.clock, e.day, coalesce(m.purpose, 0::smallint), m.state, m.kinds & 1 = 1, count(*), count(*) filter (where e.met)
    from matter m cross join lateral clock_events(m) e
    where m.county_code = county and m.import_run_id = run
    group by 1, 2, 3, 4, 5, 6
  )
  insert into clock_tally as t select * from cells c order by c.clock, c.day
  on conflict (clock, day, county_code, purpose, state, has_first) do update set n = t.n + excluded.n, met = t.met + excluded.met;
end $$;
revoke execute on function add_to_tallies from public;
