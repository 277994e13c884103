-- A task under way, as the gap finder hands it to the question whether anything was done for it (rules/350_gaps.sql).
create type waiting_task as (id bigint, response_id bigint, level text, unit_id int, acted_on date);

-- The unit for which a role acts at a place; 0 is the county.
create function acting_unit(role text, township int, village int, grp int) returns int language sql immutable parallel safe return
  case role when 'township' then township when 'village' then village when 'group' then grp else 0 end;

-- By the unit too: where an area lies in several townships, the last step of one was looked for among all steps of the others.
drop index response_event_problem_role;
create index response_event_problem_role on response_event
  (county_code, response_id, role, acting_unit(role, township_id, village_id, group_id), id) where subject = 'problem';
