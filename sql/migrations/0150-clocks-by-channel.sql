-- Clocks are counted for each way in which matters came in as well (channel 0: all of them): a filter on a channel read every
-- matter. rules/085_tallies.sql fills the table anew.
drop table clock_tally;
create table clock_tally (
  county_code text not null,
  channel     smallint not null,
  clock       text not null,
  day         date not null,
  purpose     smallint not null,
  state       smallint not null,
  has_first   boolean not null,
  n           int not null,
  met         int not null,
  primary key (channel, clock, day, county_code, purpose, state, has_first)
);

-- Whether a matter was settled at the first attempt: nothing until somebody says so. No file does, so of those that came with one
-- and that nobody has moved since it is not known.
alter table matter alter column settled_first drop not null, alter column settled_first drop default;
select set_config('app.bulk', 'on', true);
update matter m set settled_first = null
where m.import_run_id is not null and not m.settled_first
  and not exists (select from matter_event e where e.county_code = m.county_code and e.matter_id = m.id);
-- nor whether an end without a day was in time
with untold as (
  update matter m set opinion_due_on = null
  from state s
  where s.id = m.state and not s.open and m.opinion_on is null and m.closed_on is null and m.opinion_due_on is not null
  returning m.county_code, m.id, m.file_due_on
)
update petition p set due_on = u.file_due_on from untold u where p.county_code = u.county_code and p.matter_id = u.id;
