-- Roll-ups by month. A cell counts the petitions of one month, place and kind; `prev_month` and `due_month` keep the
-- two other dates that a count may ask for ("distinct matters since", "overdue at"). 0 and 1900-01-01 stand for none,
-- so that every column can be part of the key. rules/085_tallies.sql keeps them; they equal a recount (tested).
create table petition_tally (
  county_code   text not null,
  month         date not null,
  township_id   int not null,
  area_id       int not null,
  purpose       smallint not null,
  state         smallint not null,
  place_status  smallint not null,
  is_first      boolean not null,
  is_collective boolean not null,
  is_open       boolean not null,
  prev_month    date not null,
  due_month     date not null,
  petitions     int not null,
  people        bigint not null,
  primary key (county_code, month, township_id, area_id, purpose, state, place_status, is_first, is_collective, is_open,
    prev_month, due_month)
);

-- One row of rules/090_petition_counts.sql. `key` is the id of a unit or area, or minus one minus the place status.
create type petition_count as (
  key int, petitions bigint, people bigint, matters bigint, first bigint, repeat bigint, collective bigint,
  collective_people bigint, open bigint, overdue bigint
);

-- What fell due, was closed or answered in a month: `clock` names the indicator, `met` counts its numerator.
create table clock_tally (
  county_code text not null,
  clock       text not null,
  month       date not null,
  township_id int not null,
  area_id     int not null,
  purpose     smallint not null,
  state       smallint not null,
  n           int not null,
  met         int not null,
  primary key (county_code, clock, month, township_id, area_id, purpose, state)
);

-- Days outside whole months, and dates inside a month that the period cuts, are counted from the rows themselves.
create index petition_prev on petition (county_code, prev_on) where prev_on is not null;
create index petition_due on petition (county_code, due_on) where is_open;
create index matter_register_due on matter (county_code, register_due_on);
create index matter_accept_due on matter (county_code, accept_due_on);
create index matter_opinion_due on matter (county_code, opinion_due_on);
create index matter_closed on matter (county_code, closed_on);
create index matter_opinion on matter (county_code, opinion_on);
create index matter_received on matter (county_code, received_on);
