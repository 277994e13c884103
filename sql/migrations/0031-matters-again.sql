-- Clocks of matters that came again or with a crowd: a fifth of all, so the same index for them alone.
create index matter_clocks_again on matter (county_code, category, received_on) include (id, township_id, village_id, group_id,
  area_id, purpose, route, sector, state, place_status, first_channel, kinds, registered_on, accepted_on, opinion_on,
  closed_on, returned_on, settled_first, register_due_on, accept_due_on, opinion_due_on, file_due_on) where kinds > 1;
