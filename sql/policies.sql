-- Who may see and write what: the only page that decides it. The API says who is asking (app.* settings, set local
-- role rg_<role>); scope reads are `(select …)` so that they run once per statement.
--
-- Every table has row-level security, enabled and forced; a table without a policy shows nothing. `current_user` is
-- the owner that migrates: background work (imports, roll-ups, sign-in) runs as it.

do $$
declare t regclass;
begin
  for t in select c.oid::regclass from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('drop policy if exists owner_works on %s', t);
    execute format('create policy owner_works on %s to current_user using (true) with check (true)', t);
    execute format('revoke all on %s from public', t);
  end loop;
end $$;

-- Words and calendars: everybody who is signed in.
do $$
declare t text;
begin
  foreach t in array array['category', 'reference_alias', 'purpose', 'route', 'channel', 'lodged_level', 'sector',
    'state', 'transition', 'time_limit', 'calendar_day', 'key_area_kind', 'work_state', 'work_move', 'work_word', 'work_limit',
    'work_rung'] loop
    execute format('drop policy if exists everybody_reads on %I', t);
    execute format('create policy everybody_reads on %I for select using (true)', t);
    execute format('grant select on %I to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner,
      rg_sysadmin, rg_secadmin, rg_auditor, rg_wall', t);
  end loop;
end $$;

-- Territory: the caller's units with everything below, and the key areas that touch them.
drop policy if exists in_scope on admin_unit;
create policy in_scope on admin_unit for select using (
  county_id = any ((select scope_units())::int[]) or township_id = any ((select scope_units())::int[])
  or village_id = any ((select scope_units())::int[]) or group_id = any ((select scope_units())::int[]));
grant select on admin_unit to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner, rg_wall, rg_secadmin;

drop policy if exists in_scope on unit_name;
create policy in_scope on unit_name for select using (unit_id in (select id from admin_unit));
drop policy if exists in_scope on unit_succession;
create policy in_scope on unit_succession for select using (
  predecessor_id in (select id from admin_unit) or successor_id in (select id from admin_unit));
grant select on unit_name, unit_succession to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;

drop policy if exists in_scope on key_area;
create policy in_scope on key_area for select using (id = any ((select scope_areas())::int[]));
drop policy if exists in_scope on key_area_unit;
create policy in_scope on key_area_unit for select using (
  area_id = any ((select scope_areas())::int[]) and unit_id in (select id from admin_unit));
grant select on key_area, key_area_unit to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner, rg_wall;

drop policy if exists in_scope on key_area_version;
create policy in_scope on key_area_version for select using (area_id in (select id from key_area));
grant select on key_area_version to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;
drop policy if exists county_draws on key_area_version;
create policy county_draws on key_area_version for insert to rg_office, rg_planner
  with check (county_code = any ((select scope_counties())::text[]));
grant insert on key_area_version to rg_office, rg_planner;

drop policy if exists in_scope on area_succession;
create policy in_scope on area_succession for select using (successor_id in (select id from key_area));
grant select on area_succession to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;
drop policy if exists county_draws on area_succession;
create policy county_draws on area_succession for insert to rg_office, rg_planner
  with check (county_code = any ((select scope_counties())::text[]));
grant insert on area_succession to rg_office, rg_planner;

-- An area's documents go with the area: who sees it reads them, its three keepers bring and remove them.
drop policy if exists in_scope on area_document;
create policy in_scope on area_document for select using (area_id in (select id from key_area));
drop policy if exists keepers_write on area_document;
create policy keepers_write on area_document to rg_office, rg_township, rg_planner
  using (area_id in (select id from key_area))
  with check ((county_code, area_id) in (select a.county_code, a.id from key_area a));
drop policy if exists in_scope on area_document_part;
create policy in_scope on area_document_part for select using (
  (county_code, document_id) in (select d.county_code, d.id from area_document d));
drop policy if exists keepers_write on area_document_part;
create policy keepers_write on area_document_part for insert to rg_office, rg_township, rg_planner
  with check ((county_code, document_id) in (select d.county_code, d.id from area_document d));
grant select on area_document, area_document_part to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;
grant insert (county_code, area_id, kind, title, file_name, format, byte_count, sha256, issued_on, valid_to) on area_document
  to rg_office, rg_township, rg_planner;
grant insert on area_document_part to rg_office, rg_township, rg_planner;
grant update (removed_at, reason) on area_document to rg_office, rg_township, rg_planner;
-- of areas that are merged
grant update (area_id) on area_document to rg_office, rg_planner;

-- Planners and the office draw the areas of a county that they see whole.
drop policy if exists county_draws on key_area;
create policy county_draws on key_area for all to rg_office, rg_planner
  using (county_code = any ((select scope_counties())::text[]))
  with check (county_code = any ((select scope_counties())::text[]));
grant insert, update on key_area to rg_office, rg_planner;

drop policy if exists in_scope on department;
create policy in_scope on department for select using (
  unit_id is null and county_code in (select county_code from admin_unit)
  or unit_id in (select id from admin_unit));
grant select on department to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;

-- Matters and petitions: by the place of the matter; what has no place is the county's.
drop policy if exists in_scope on matter;
create policy in_scope on matter for select using (
  county_code = any ((select scope_counties())::text[])
  or township_id = any ((select scope_units())::int[]) or village_id = any ((select scope_units())::int[])
  or group_id = any ((select scope_units())::int[]));
grant select on matter to rg_office, rg_township, rg_village, rg_group, rg_leader, rg_planner;

drop policy if exists in_scope on petition;
create policy in_scope on petition for select using (
  county_code = any ((select scope_counties())::text[])
  or township_id = any ((select scope_units())::int[]) or village_id = any ((select scope_units())::int[])
  or group_id = any ((select scope_units())::int[]));
grant select on petition to rg_office, rg_township, rg_village, rg_group, rg_leader, rg_planner;
-- The kiosk counts petitions by the same function as everybody (filtered_petitions reads whole rows, which hold no
-- words); that it gets counts alone is the rule of its addresses. Of matters it cannot read a number, a word or a point.
grant select on petition to rg_wall;
grant select (county_code, id, category, purpose, route, sector, state, place_status, township_id, village_id, group_id,
  area_id, received_on, registered_on, accepted_on, opinion_on, closed_on, settled_on, returned_on, first_channel, extended, settled_first,
  file_due_on, register_due_on, accept_due_on, opinion_due_on, hardship_yuan, kinds, merged_into) on matter to rg_wall;

-- Roll-ups. Petitions by township: for those whose scope is made of counties and townships; clocks for whole counties
-- (resolve_filter asks them alone).
drop policy if exists in_scope on petition_tally;
create policy in_scope on petition_tally for select using (
  county_code = any ((select scope_counties())::text[]) or township_id = any ((select scope_units())::int[]));
drop policy if exists in_scope on clock_tally;
create policy in_scope on clock_tally for select using (county_code = any ((select scope_counties())::text[]));
grant select on petition_tally, clock_tally to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner, rg_wall;

-- Registering, placing and moving: the office for the county, cadres for their own units; planners place only.
drop policy if exists handler_writes on matter;
create policy handler_writes on matter for all to rg_office, rg_township, rg_village, rg_planner
  using (county_code = any ((select scope_counties())::text[])
    or township_id = any ((select scope_units())::int[]) or village_id = any ((select scope_units())::int[]))
  -- all units named are on the caller's own line, so that no matter can be put into somebody else's list
  with check ((county_code = any ((select scope_counties())::text[])
    or township_id = any ((select scope_units())::int[]) or village_id = any ((select scope_units())::int[]))
    and county_code in (select u.county_code from admin_unit u where u.id = any (scope_units()))
    and on_own_line(township_id) and on_own_line(village_id) and on_own_line(group_id));
grant insert, update on matter to rg_office, rg_township;
-- what a move writes (actions/move-matter.sql), and nothing else
grant update (state, registered_on, accept_due_on, accepted_on, opinion_due_on, opinion_on, settled_on, settled_first, closed_on, route)
  on matter to rg_village;
-- and what placing by hand writes (actions/place-matter.sql)
grant update (place_status, place_grade, place_method, geom, township_id, village_id, group_id, area_id) on matter to rg_planner;
drop policy if exists handler_writes on petition;
create policy handler_writes on petition for insert to rg_office, rg_township
  with check ((county_code = any ((select scope_counties())::text[])
    or township_id = any ((select scope_units())::int[]) or village_id = any ((select scope_units())::int[]))
    and stands_with_its_matter(petition));
grant insert on petition to rg_office, rg_township;

drop policy if exists in_scope on place_history;
create policy in_scope on place_history for select using (
  exists (select from matter m where m.county_code = place_history.county_code and m.id = place_history.matter_id));
drop policy if exists handler_writes on place_history;
create policy handler_writes on place_history for insert to rg_office, rg_township, rg_planner
  with check (account_id is not distinct from (select caller_account())
    and exists (select from matter m where m.county_code = place_history.county_code and m.id = place_history.matter_id));
grant select on place_history to rg_office, rg_township, rg_village, rg_planner;
grant insert on place_history to rg_office, rg_township, rg_planner;

-- Persons: only the office reads, only through the reveal action (which writes its audit row first). Whoever registers a
-- petition may put its petitioner beside it.
drop policy if exists handler_writes on petitioner;
create policy handler_writes on petitioner for insert to rg_office, rg_township
  with check (exists (select from petition p where p.county_code = petitioner.county_code and p.id = petitioner.petition_id));
grant insert (county_code, petition_id, sealed) on petitioner to rg_office, rg_township;
drop policy if exists office_reveals on petitioner;
create policy office_reveals on petitioner for select to rg_office using (county_code = any ((select scope_counties())::text[]));
grant select on petitioner to rg_office;

-- Reports of misconduct: one un-located count for the office.
drop policy if exists office_counts on misconduct_count;
create policy office_counts on misconduct_count for select to rg_office
  using (county_code = any ((select scope_counties())::text[]));
grant select on misconduct_count to rg_office;

-- Imports and data quality: county-wide work of the office and the planner.
do $$
declare t text;
begin
  foreach t in array array['import_run', 'import_row', 'import_mapping'] loop
    execute format('drop policy if exists county_imports on %I', t);
    execute format('create policy county_imports on %I for select to rg_office, rg_planner
      using (county_code = any ((select scope_counties())::text[]))', t);
    execute format('grant select on %I to rg_office, rg_planner', t);
  end loop;
end $$;
-- The first file of an empty installation brings the units that scopes are made of: who imported it reads his run without.
do $$
declare t text;
begin
  foreach t in array array['import_run', 'import_row'] loop
    execute format('drop policy if exists own_runs on %I', t);
    execute format('create policy own_runs on %I for select to rg_office, rg_planner using (%s)', t, case t
      when 'import_run' then 'account_id = (select caller_account())'
      else 'exists (select from import_run r where r.county_code = import_row.county_code and r.id = import_row.run_id
        and r.account_id = (select caller_account()))' end);
  end loop;
end $$;
-- Whether a crowded point is a place is theirs to judge. One policy for reading and judging: a policy for changes alone
-- would not be asked where the change also reads, and would alone be asked where it does not.
drop policy if exists county_imports on placeholder_point;
drop policy if exists county_judges on placeholder_point;
create policy county_judges on placeholder_point to rg_office, rg_planner
  using (county_code = any ((select scope_counties())::text[]));
grant select, update (state) on placeholder_point to rg_office, rg_planner;
revoke execute on function import_author from public;
grant execute on function import_author to rg_office, rg_planner;
-- unit_part, key_area_part, import_before: the owner's alone; points are placed by unit_at() and area_at().

-- == Joint response ==
-- Whoever has ground in an area sees its joint response with all four levels; what names a place below that (problems,
-- visits, promises) only who sees the place. A sector's response is known in its whole county.
drop policy if exists in_scope on joint_response;
create policy in_scope on joint_response for select using (
  county_code = any ((select scope_counties())::text[]) or area_id = any ((select scope_areas())::int[])
  or area_id is null and county_code in (select county_code from admin_unit) or id = any ((select ended_responses())::bigint[]));
drop policy if exists office_writes on joint_response;
create policy office_writes on joint_response for all to rg_office
  using (county_code = any ((select scope_counties())::text[])) with check (county_code = any ((select scope_counties())::text[]));
do $$
declare
  t text;
  readers text := 'rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner';
  below text := '(county_code = any ((select scope_counties())::text[]) or township_id = any ((select scope_units())::int[])
    or village_id = any ((select scope_units())::int[]) or group_id = any ((select scope_units())::int[]))';
  response text := '(county_code, response_id) in (select r.county_code, r.id from joint_response r)';
  writer record;
begin
  execute format('grant select on joint_response, area_lead, task_force, policy_pack, response_limit, response_task, response_event,
    household_visit_round, consultation, consultation_item, problem, commitment, revisit, meeting, field_activity to %s', readers);

  -- the response's own parts: the office keeps them for the county
  foreach t in array array['area_lead', 'task_force', 'policy_pack', 'response_limit'] loop
    execute format('drop policy if exists in_scope on %I', t);
    execute format('create policy in_scope on %I for select using (%s)', t, response);
    execute format('drop policy if exists office_writes on %I', t);
    execute format('create policy office_writes on %I for all to rg_office using (county_code = any ((select scope_counties())::text[]))
      with check (county_code = any ((select scope_counties())::text[]) and %s)', t, response);
  end loop;

  foreach t in array array['response_task', 'consultation'] loop
    execute format('drop policy if exists in_scope on %I', t);
    execute format('create policy in_scope on %I for select using (%s or %s)', t, below, response);
  end loop;
  foreach t in array array['household_visit_round', 'problem', 'commitment', 'revisit', 'meeting', 'field_activity'] loop
    execute format('drop policy if exists in_scope on %I', t);
    execute format('create policy in_scope on %I for select using (%s)', t, below);
  end loop;
  execute 'drop policy if exists in_scope on response_event';
  execute format('create policy in_scope on response_event for select using (%s or subject in (''response'', ''task'') and %s)', below, response);
  execute 'drop policy if exists in_scope on consultation_item';
  execute 'create policy in_scope on consultation_item for select using (
    (county_code, consultation_id) in (select c.county_code, c.id from consultation c))';
  execute 'drop policy if exists handler_writes on consultation_item';
  execute format('create policy handler_writes on consultation_item for all to rg_office, rg_township using (
    (county_code, consultation_id) in (select c.county_code, c.id from consultation c where %1$s)) with check (
    (county_code, consultation_id) in (select c.county_code, c.id from consultation c where %1$s))', below);

  -- who records and moves, each in the own units and below; what is new belongs to a response that is known there
  for writer in select * from (values
    ('response_task', 'rg_leader, rg_office, rg_township, rg_village, rg_group'), ('consultation', 'rg_office, rg_township'),
    ('problem', 'rg_office, rg_township, rg_village, rg_group'), ('household_visit_round', 'rg_office, rg_township, rg_village, rg_group'),
    ('commitment', 'rg_office, rg_township, rg_village'), ('revisit', 'rg_office, rg_township, rg_village'),
    ('meeting', 'rg_office, rg_township, rg_village, rg_group'), ('field_activity', 'rg_office, rg_township, rg_village, rg_group')
  ) w (name, roles) loop
    execute format('drop policy if exists handler_writes on %I', writer.name);
    execute format('create policy handler_writes on %I for all to %s using (%s) with check (%s and on_own_line(unit_id))',
      writer.name, writer.roles, below, below);
    execute format('drop policy if exists of_known_response on %I', writer.name);
    execute format('create policy of_known_response on %I as restrictive for insert to %s with check (%s)', writer.name, writer.roles,
      case writer.name when 'revisit' then 'response_id is null or ' || response else response end);
  end loop;
end $$;
-- What stands beside a matter is seen with it; the office and the township keep it.
do $$
declare
  t text;
  seen text := 'exists (select from matter m where m.county_code = %1$I.county_code and m.id = %1$I.matter_id)';
begin
  foreach t in array array['matter_care', 'matter_stage', 'clock_pause', 'matter_event'] loop
    execute format('drop policy if exists in_scope on %I', t);
    execute format('create policy in_scope on %I for select using (' || seen || ')', t);
    execute format('grant select on %I to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner', t);
  end loop;
  foreach t in array array['matter_care', 'matter_stage', 'clock_pause'] loop
    execute format('drop policy if exists handler_writes on %I', t);
    execute format('create policy handler_writes on %1$I for all to rg_office, rg_township using (' || seen || ') with check (' || seen || ')', t);
  end loop;
end $$;
grant insert, update (backlog_on, written_reply_on, counselling_on, hardship_by, simplified_on) on matter_care to rg_office, rg_township;
grant insert, update (decided_on, outcome) on matter_stage to rg_office;
grant insert, update (ended_on) on clock_pause to rg_office, rg_township;
grant select (county_code, matter_id, backlog_on, written_reply_on) on matter_care to rg_wall;

grant insert on joint_response to rg_office;
grant update (title, state, lead_department_id, resolution_plan, service_plan, reason) on joint_response to rg_office;
grant insert on area_lead, task_force, policy_pack, response_limit to rg_office;
grant delete on response_limit to rg_office;
grant update (valid_to, handover) on area_lead to rg_office;
grant update (valid_to) on policy_pack, task_force to rg_office;
grant insert on response_task to rg_office, rg_township, rg_village;
grant update (state, unit_id, responsible_title, due_on, report, reason, acted_at) on response_task
  to rg_leader, rg_office, rg_township, rg_village, rg_group;
grant insert on consultation, consultation_item to rg_office, rg_township;
grant update (title, attending) on consultation to rg_office, rg_township;
grant update (decision, decided_on, owner_unit_id, department_id, due_on) on consultation_item to rg_office, rg_township;
grant insert on problem to rg_office, rg_township, rg_village, rg_group;
grant update (state, category, department_id, plan, reply, route, due_on, recheck_on, reason, acted_at) on problem
  to rg_office, rg_township, rg_village;
grant insert on household_visit_round to rg_office, rg_township, rg_village;
grant update (planned_count, done_count, ends_on) on household_visit_round to rg_office, rg_township, rg_village, rg_group;
grant insert on commitment to rg_office, rg_township;
grant update (kept_on) on commitment to rg_office, rg_township, rg_village;
grant insert on revisit to rg_office, rg_township, rg_village;
grant insert on meeting, field_activity to rg_office, rg_township, rg_village, rg_group;
-- The kiosk counts, and reads no word of it.
grant select (county_code, id, code, area_id, sector, state, lead_department_id, has_resolution_plan, has_service_plan, changed_at)
  on joint_response to rg_wall;
grant select (county_code, id, response_id, level, valid_from, valid_to) on area_lead to rg_wall;
grant select (county_code, id, response_id, member_count, valid_from, valid_to) on task_force to rg_wall;
grant select (county_code, id, response_id, area_id, unit_id, level, township_id, village_id, group_id, state, assigned_at, ack_due_at,
  due_on, acted_at, changed_at) on response_task to rg_wall;
grant select (county_code, id, response_id, area_id, unit_id, township_id, village_id, group_id, planned_count, done_count, starts_on, ends_on,
  changed_at) on household_visit_round to rg_wall;
grant select (county_code, id, response_id, area_id, unit_id, township_id, village_id, group_id, category, state, department_id, due_on,
  recheck_on, collected_on, assigned_on, kept_on, closed_on, reopened_count, changed_at) on problem to rg_wall;
grant select (county_code, id, response_id, area_id, unit_id, township_id, village_id, group_id, due_on, made_on, kept_on) on commitment to rg_wall;
grant select (county_code, id, response_id, area_id, unit_id, township_id, village_id, group_id, problem_id, matter_id, on_date, result)
  on revisit to rg_wall;

-- == Same matter ==
-- A pair is for those who see both its matters and decide about them; a confidential one for the office alone. What was
-- merged is part of the matter's record. Merging and splitting write as the owner, after the pair was found under these rights.
drop policy if exists sees_both on same_pair;
create policy sees_both on same_pair to rg_office, rg_township using (
  exists (select from matter m where m.county_code = same_pair.county_code and m.id = same_pair.elder_id
    and (not m.confidential or (select caller_role()) = 'office'))
  and exists (select from matter m where m.county_code = same_pair.county_code and m.id = same_pair.younger_id
    and (not m.confidential or (select caller_role()) = 'office')));
grant select, update (state, decided_at, decided_by, version) on same_pair to rg_office, rg_township;
drop policy if exists sees_both on matter_merge;
create policy sees_both on matter_merge for select using (
  exists (select from matter m where m.county_code = matter_merge.county_code and m.id = matter_merge.elder_id)
  and exists (select from matter m where m.county_code = matter_merge.county_code and m.id = matter_merge.younger_id));
grant select on matter_merge to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;
-- same_look, same_gram: the owner's alone.
revoke execute on function look_for_same, pair_all_members, pair_fresh_members, same_grams_due, count_same_grams, same_to_look, keep_same_pair,
  look_at_entry, merge_two, merge_matters, merged_root, split_matter, move_petitions, set_merge_columns, as_background from public;
grant execute on function look_at_entry, merge_two, merge_matters, split_matter to rg_office, rg_township;

-- == Hot spots ==
-- A run's answer is told to callers of the rights that it was made under (api/hotspots/runs.ts): hotspot_run is the owner's alone.
-- The alarm looks at the whole county: who sees all of it reads its signals.
do $$
declare t text;
begin
  foreach t in array array['alarm_run', 'alarm_signal'] loop
    execute format('drop policy if exists whole_county on %I', t);
    execute format('create policy whole_county on %I for select using (county_code = any ((select scope_counties())::text[]))', t);
    execute format('grant select on %I to rg_leader, rg_office, rg_planner', t);
  end loop;
end $$;
-- What was said is added to and never changed; who and when is the database's to fill in.
drop policy if exists whole_county on alarm_answer;
create policy whole_county on alarm_answer for select using (county_code = any ((select scope_counties())::text[]));
drop policy if exists answered on alarm_answer;
create policy answered on alarm_answer for insert with check (county_code = any ((select scope_counties())::text[]));
grant select on alarm_answer to rg_leader, rg_office, rg_planner;
grant insert (county_code, signal_id, said, reason) on alarm_answer to rg_leader, rg_office;

-- == Accounts and the record ==
-- Three administrators: sysadmin makes accounts and settings, secadmin grants roles and scope, auditor reads the log.
-- None of them has a grant on matters or petitions. Passwords' hashes are selectable by nobody but the owner.
drop policy if exists everybody_reads on role;
create policy everybody_reads on role for select using (true);
grant select on role to rg_anonymous, rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner, rg_sysadmin,
  rg_secadmin, rg_auditor, rg_wall;

drop policy if exists administrators on account;
create policy administrators on account to rg_sysadmin, rg_secadmin using (true) with check (true);
grant select (id, username, display_name, role, must_change, locked_until, disabled_at, created_at, password_changed_at)
  on account to rg_sysadmin, rg_secadmin;
grant insert (username, display_name, password_hash) on account to rg_sysadmin;
grant update (display_name, password_hash, must_change, failed_count, locked_until, disabled_at) on account to rg_sysadmin;
grant update (role, totp_secret, totp_pending, totp_step, recovery_marks) on account to rg_secadmin;
grant select (scope_codes), update (scope_codes) on account to rg_secadmin;

drop policy if exists security_grants on account_scope;
create policy security_grants on account_scope to rg_secadmin using (true) with check (true);
grant select, insert, delete on account_scope to rg_secadmin;
-- Granting a scope means choosing among all units: places, not matters.
drop policy if exists security_grants on admin_unit;
create policy security_grants on admin_unit for select to rg_secadmin using (true);

drop policy if exists own_tokens on api_token;
create policy own_tokens on api_token using (account_id = (select caller_account()))
  with check (account_id = (select caller_account()));
grant select (id, account_id, name, created_at, expires_at, used_at), insert, delete on api_token
  to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner, rg_auditor;

drop policy if exists own_views on saved_view;
create policy own_views on saved_view using (account_id = (select caller_account()))
  with check (account_id = (select caller_account()));
grant select, insert, update, delete on saved_view to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;

-- Notices: each account's own; they are written by keep_notice alone. Deliveries are the system administrator's to look after.
do $$
declare t text;
begin
  foreach t in array array['notice', 'notice_preference'] loop
    execute format('drop policy if exists own_notices on %I', t);
    execute format('create policy own_notices on %I using (account_id = (select caller_account()))', t);
    execute format('grant select on %I to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner', t);
  end loop;
end $$;
grant update (read_at) on notice to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;
grant insert, update (enabled, digest_at, kinds) on notice_preference to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;
drop policy if exists system_settings on notice_delivery;
create policy system_settings on notice_delivery for select to rg_sysadmin using (true);
grant select on notice_delivery to rg_sysadmin;
revoke execute on function due_notices, webhooks from public;

drop policy if exists system_settings on setting;
create policy system_settings on setting to rg_sysadmin using (true) with check (true);
grant select, insert, update on setting to rg_sysadmin;

drop policy if exists everybody_reads on data_version;
create policy everybody_reads on data_version for select using (true);
grant select on data_version to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner, rg_auditor, rg_wall;

drop policy if exists auditor_reads on audit;
create policy auditor_reads on audit for select to rg_auditor using (true);
drop policy if exists auditor_reads on audit_head;
create policy auditor_reads on audit_head for select to rg_auditor using (true);
grant select on audit, audit_head to rg_auditor;

-- An event of a unit goes to those who see the unit; of an area alone, to those whose units it touches; of neither,
-- to those who see the whole county. api/events.ts filters its live stream by the same words.
drop policy if exists in_scope on outbox;
create policy in_scope on outbox for select using (case
  when unit_id is not null then unit_id in (select id from admin_unit)
  when area_id is not null then area_id = any ((select scope_areas())::int[])
  else county_code = any ((select scope_counties())::text[]) end);
grant select on outbox to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;
-- One petition in one village is too small a count for a wall: it learns that something changed, not where.
grant select (county_code, id, at, kind) on outbox to rg_wall;
-- session, idempotency_key: the owner's alone.

-- Writing the record goes through functions; taking the county's lock, and counting, is no business of a caller.
revoke execute on function lock_county, touch_data, record_audit, emit_event, claim_key, keep_response, account_name,
  needs_second_factor, reveals_spent, add_tally, add_clocks, refresh_tallies, order_petitions(text), order_petitions(text, bigint[]), follow_key_area from public;
-- the roles that read matters, and not the kiosk
revoke execute on function matters_saying from public;
grant execute on function matters_saying to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;
-- a whole area's work moves at once: the office's, and asked inside
revoke execute on function hand_over_response from public;
grant execute on function hand_over_response to rg_office;
-- the roles that write, and no other
revoke execute on function keep_notice, make_digest from public;
grant execute on function keep_notice, make_digest to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner;
grant execute on function touch_data, emit_event, claim_key, keep_response
  to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner, rg_sysadmin, rg_secadmin;
grant execute on function record_audit to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner, rg_sysadmin,
  rg_secadmin, rg_auditor, rg_wall;
grant execute on function record_audit to rg_anonymous;
grant execute on function reveals_spent to rg_office;
grant execute on function account_name to rg_auditor;

-- == Tiles ==
-- Cells know the township and nothing below it: who sees a whole county or whole townships reads them; below that,
-- tiles are counted from the petitions that the caller sees.
drop policy if exists in_scope on tile_cell;
create policy in_scope on tile_cell for select using (
  county_code = any ((select scope_counties())::text[]) or township_id = any ((select scope_units())::int[]));
grant select on tile_cell to rg_leader, rg_office, rg_township, rg_village, rg_group, rg_planner, rg_wall;
revoke execute on function shift_cells, count_in_cells, rebuild_pyramid from public;
