-- What makes figures under any filter quick: each petition knows the earlier ones that a filter may ask about, each
-- matter the kinds of its petitions, and clocks are counted by day or from one index that holds all they need.

-- the matter's previous petition by the same channel, and its previous repeat
alter table petition add column channel_prev_on date;
alter table petition add column repeat_prev_on date;
-- kinds of the matter's petitions, added up: 1 first, 2 repeat, 4 collective
alter table matter add column kinds smallint not null default 1;

select set_config('app.bulk', 'on', true);
update petition p set channel_prev_on = o.channel_prev_on, repeat_prev_on = o.repeat_prev_on
from (
  select county_code, id, lag(received_on) over (partition by county_code, matter_id, channel
      order by received_on, is_first desc, petition_no collate "C", id) as channel_prev_on,
    max(received_on) filter (where not is_first) over (partition by county_code, matter_id
      order by received_on, is_first desc, petition_no collate "C", id rows between unbounded preceding and 1 preceding) as repeat_prev_on
  from petition
) o
where p.county_code = o.county_code and p.id = o.id and num_nonnulls(o.channel_prev_on, o.repeat_prev_on) > 0;
update matter m set kinds = k.kinds
from (
  select county_code, matter_id, bit_or((case when is_first then 1 else 2 end + case when is_collective then 4 else 0 end)::smallint) as kinds
  from petition group by 1, 2
) k
where m.county_code = k.county_code and m.id = k.matter_id and m.kinds <> k.kinds;

-- rules that take or give something else now
drop function if exists tally_cell, add_tally, clocks_from_rows, clocks_from_months, indicator_counts, clocks_start, clocks_end,
  before_clocks, distinct_matters;

-- A channel's petitions have cells of their own, beside those of all (channel 0): the previous petition that counts
-- for "distinct matters" is another one there.
drop table petition_tally cascade;
create table petition_tally (
  county_code   text not null,
  channel       smallint not null,
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
  repeat_prev_month date not null,
  due_month     date not null,
  petitions     int not null,
  people        bigint not null,
  primary key (channel, month, county_code, township_id, area_id, purpose, state, place_status, is_first, is_collective, is_open,
    prev_month, repeat_prev_month, due_month)
);

-- By day and for the county as a whole: as small as the months by township were, and no day is left to the rows.
drop table clock_tally cascade;
create table clock_tally (
  county_code text not null,
  clock       text not null,
  day         date not null,
  purpose     smallint not null,
  state       smallint not null,
  has_first   boolean not null,
  n           int not null,
  met         int not null,
  primary key (clock, day, county_code, purpose, state, has_first)
);

-- Everything that clocks and their filters ask of a matter: a seventh of the table, and one index instead of six.
drop index matter_register_due, matter_accept_due, matter_opinion_due, matter_closed, matter_opinion, matter_received;
create index matter_clocks on matter (county_code, category, received_on) include (id, township_id, village_id, group_id, area_id,
  purpose, route, sector, state, place_status, first_channel, kinds, registered_on, accepted_on, opinion_on,
  closed_on, returned_on, settled_first, register_due_on, accept_due_on, opinion_due_on, file_due_on);

create index petition_channel_prev on petition (county_code, channel_prev_on) where channel_prev_on is not null;
create index petition_repeat_prev on petition (county_code, repeat_prev_on) where repeat_prev_on is not null;
create index petition_category on petition (county_code, category, received_on);
create index petition_sector on petition (county_code, sector, received_on) where sector is not null;
create index petition_collective on petition (county_code, received_on) where is_collective;
