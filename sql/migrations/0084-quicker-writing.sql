-- An import spends most of its time in the indexes of petitions and matters. Every index began with the county, which is the
-- same in all rows: each step down an index compared a text and learned nothing. The county comes last now; what an index
-- answers is the same.
drop index petition_matter, petition_day, petition_no, petition_village, petition_area, petition_xy, petition_category, petition_due,
  petition_prev, petition_channel_prev, petition_repeat_prev, petition_sector, petition_collective;
create index petition_matter on petition (matter_id, received_on, county_code);
create index petition_day on petition (received_on, county_code);
create unique index petition_no on petition (petition_no, county_code) where petition_no is not null;
create index petition_village on petition (village_id, received_on, county_code);
create index petition_area on petition (area_id, received_on, county_code) where area_id is not null;
create index petition_xy on petition (x, y, county_code) where x is not null;
create index petition_category on petition (category, received_on, county_code);
create index petition_due on petition (due_on, county_code) where is_open;
create index petition_prev on petition (prev_on, county_code) where prev_on is not null;
create index petition_channel_prev on petition (channel_prev_on, county_code) where channel_prev_on is not null;
create index petition_repeat_prev on petition (repeat_prev_on, county_code) where repeat_prev_on is not null;
create index petition_sector on petition (sector, received_on, county_code) where sector is not null;
create index petition_collective on petition (received_on, county_code) where is_collective;

drop index matter_township, matter_area;
create index matter_township on matter (township_id, village_id, county_code);
create index matter_area on matter (area_id, county_code) where area_id is not null;
alter table matter drop constraint matter_county_code_matter_no_key, add unique (matter_no, county_code);

alter table petition_tally drop constraint petition_tally_pkey,
  add primary key (channel, month, township_id, area_id, due_month, prev_month, state, purpose, place_status, is_first, is_collective, is_open,
    repeat_prev_month, county_code);
