-- What is late is looked for among the open matters, a tenth of all: the index matter_clocks once more, for them alone. An open matter
-- has no closing day (rules/491_open_matters.sql); none should have been written yet.
select set_config('app.bulk', 'on', true);
update petition p set closed_on = null from state s where s.id = p.state and s.open and p.closed_on is not null;
update matter m set closed_on = null from state s where s.id = m.state and s.open and m.closed_on is not null;
create index matter_clocks_open on matter (category, received_on, county_code) include (id, township_id, village_id, group_id, area_id,
  purpose, route, sector, state, place_status, first_channel, kinds, registered_on, accepted_on, opinion_on,
  closed_on, returned_on, settled_first, register_due_on, accept_due_on, opinion_due_on, file_due_on) where closed_on is null;
