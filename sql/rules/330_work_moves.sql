-- Tasks, problems and the stages of an area move only along the rows of `work_move`, from whatever door the change
-- comes; every step leaves one response_event. Legality is asked after the row is written: what a caller may not touch
-- at all is refused by the policies first. Background work of the owner has no app.role and is not asked.

create or replace function role_rank(role text) returns int language sql immutable parallel safe as
  $$ select case role when 'leader' then 0 when 'office' then 1 when 'township' then 2 when 'village' then 3 when 'group' then 4 else 9 end $$;

-- `own`: the level that the row is given to. `above`: any level over it; over the county's own tasks stand leader and office.
create or replace function on_side(side text, role text, level text) returns boolean language sql immutable parallel safe as $$
  select case side when 'any' then true
    when 'own' then greatest(role_rank(role), 1) = level_rank(level)
    else role_rank(role) < level_rank(level) or level = 'county' and role_rank(role) <= 1 end
$$;

-- What the caller may do with a row in this state: [{to, code, name, name_en, needs}], for buttons and for refusals.
create or replace function legal_moves(machine text, state text, level text) returns jsonb language sql stable parallel safe as $$
  select coalesce(jsonb_agg(jsonb_build_object('to', m.to_state, 'code', m.code, 'name', m.name_zh, 'name_en', m.name_en,
    'needs', m.needs) order by s.sort), '[]')
  from work_move m join work_state s on s.machine = m.machine and s.code = m.to_state
  where m.machine = legal_moves.machine and m.from_state = legal_moves.state and caller_role() = any (m.roles)
    and on_side(m.side, caller_role(), legal_moves.level)
$$;

-- Whether the caller's scope holds the place: the county, or one of the row's units.
create or replace function in_my_units(county text, township int, village int, grp int) returns boolean
language sql stable parallel safe as $$
  select county = any ((select scope_counties())::text[]) or coalesce(township = any (scope_units()), false)
    or coalesce(village = any (scope_units()), false) or coalesce(grp = any (scope_units()), false)
$$;

create or replace function task_dates() returns trigger language plpgsql set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    new.version := old.version + 1;
    -- a change of nothing but text is an action too where it says so itself; a step always is
    if new.state = old.state and new.unit_id = old.unit_id then
      return new;
    end if;
    new.acted_at := now();
  end if;
  if new.state = 'assigned' then
    new.assigned_at := case when tg_op = 'INSERT' then new.assigned_at else now() end;
    new.ack_due_at := ack_due_at(new.county_code, new.response_id, new.level, new.assigned_at);
    new.acknowledged_at := null;
    new.confirmed_at := null;
  elsif new.state = 'acknowledged' then
    new.acknowledged_at := now();
  elsif new.state = 'confirmed' then
    new.confirmed_at := now();
  end if;
  return new;
end $$;
create or replace trigger task_dates before insert or update on response_task for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function task_dates();

create or replace function problem_dates() returns trigger language plpgsql set search_path = public as $$
declare
  today date := county_day(now());
begin
  new.version := old.version + 1;
  -- put off again, to another day, is a step as well
  if new.state = old.state and new.recheck_on is not distinct from old.recheck_on then
    return new;
  end if;
  new.acted_at := now();
  new.assigned_on := case when new.state = 'assigned' then today else new.assigned_on end;
  new.kept_on := case when new.state = 'kept' then today else new.kept_on end;
  new.closed_on := case when new.state in ('struck', 'routed', 'explained') then today end;
  new.reopened_count := old.reopened_count + case when new.state = 'reopened' then 1 else 0 end;
  return new;
end $$;
create or replace trigger problem_dates before update on problem for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function problem_dates();

create or replace function count_version() returns trigger language plpgsql set search_path = public as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
do $$
declare t text;
begin
  foreach t in array array['joint_response', 'household_visit_round', 'consultation', 'commitment'] loop
    execute format('create or replace trigger count_version before update on %I for each row
      when (current_setting(''app.bulk'', true) is distinct from ''on'') execute function count_version()', t);
  end loop;
end $$;

create or replace function visits_acted() returns trigger language plpgsql set search_path = public as $$
begin
  new.acted_at := now();
  return new;
end $$;
create or replace trigger visits_acted before update of done_count on household_visit_round for each row
  when (current_setting('app.bulk', true) is distinct from 'on' and new.done_count <> old.done_count) execute function visits_acted();

-- Four eyes: whoever reported a task last does not confirm it himself.
create or replace function reported_by_caller(county text, task bigint) returns boolean language sql stable parallel safe as $$
  select coalesce((
    select e.account_id = caller_account() from response_event e
    where e.county_code = county and e.subject = 'task' and e.subject_id = task and e.to_state = 'reported' order by e.id desc limit 1), false)
$$;

-- What the caller may do with a task: the moves of its state, without confirming what he did himself.
create or replace function task_moves(county text, task bigint, state text, level text) returns jsonb language sql stable parallel safe as $$
  select case when task_moves.state = 'reported' and reported_by_caller(county, task)
    then coalesce((select jsonb_agg(m) from jsonb_array_elements(legal_moves('task', task_moves.state, task_moves.level)) m where m ->> 'to' <> 'confirmed'), '[]')
    else legal_moves('task', task_moves.state, task_moves.level) end
$$;

-- Refuses an illegal step and says which are legal.
create or replace function no_step(machine text, state text, level text) returns text language plpgsql stable as $$
begin
  raise exception '现在不能这样办理' using errcode = 'RG409', hint = format('legal moves: %s', coalesce((
    select string_agg(m ->> 'to', ', ') from jsonb_array_elements(legal_moves(machine, state, level)) m), '-'));
end $$;

-- What of a response still waits for somebody: tasks, problems and promises.
create or replace function open_work(county text, response bigint) returns int language sql stable as $$
  select ((select count(*) from response_task t join work_state s on s.machine = 'task' and s.code = t.state
      where t.county_code = county and t.response_id = response and s.open)
    + (select count(*) from problem p join work_state s on s.machine = 'problem' and s.code = p.state
      where p.county_code = county and p.response_id = response and s.open)
    + (select count(*) from commitment c where c.county_code = county and c.response_id = response and c.kept_on is null))::int
$$;

-- Whether a row has what a move needs: a filled column, or a fact of other tables.
create or replace function need_met(need text, n jsonb) returns boolean language sql stable as $$
  select case need
    when 'revisit' then exists (
      select from revisit r where r.county_code = n ->> 'county_code' and r.problem_id = (n ->> 'id')::bigint
        and r.on_date >= coalesce((n ->> 'kept_on')::date, '-infinity') and r.result <> 'not')
    when 'area_ended' then exists (select from key_area k where k.id = (n ->> 'area_id')::int and k.valid_to is not null)
      and open_work(n ->> 'county_code', (n ->> 'id')::bigint) = 0
    else nullif(n ->> need, '') is not null end
$$;

-- Arguments: machine, first state. Refuses or records one step.
create or replace function follow_moves() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  who text := caller_role();
  n jsonb := to_jsonb(new);
  o jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  move work_move;
  need text;
begin
  -- whatever the record keeps of a row (rules/335_work_history.sql) is on it when it changes, be it a step or not
  if tg_op = 'UPDATE' and facts_of(o) = facts_of(n) then
    return null;
  end if;
  if who is not null and tg_op = 'INSERT' then
    if n ->> 'state' <> tg_argv[1] or tg_argv[0] = 'task' and not on_side('above', who, n ->> 'level') then
      perform no_step(tg_argv[0], tg_argv[1], n ->> 'level');
    end if;
  -- a note leaves state, unit, department and re-check date as they are and is nobody's move
  elsif who is not null and (o ->> 'state', o ->> 'unit_id', o ->> 'department_id', o ->> 'recheck_on')
      is distinct from (n ->> 'state', n ->> 'unit_id', n ->> 'department_id', n ->> 'recheck_on') then
    select * into move from work_move m
    where m.machine = tg_argv[0] and m.from_state = o ->> 'state' and m.to_state = n ->> 'state';
    if move is null or not who = any (move.roles) or not on_side(move.side, who, coalesce(o ->> 'level', '')) then
      perform no_step(tg_argv[0], o ->> 'state', o ->> 'level');
    end if;
    if tg_argv[0] = 'task' and n ->> 'state' = 'confirmed' and reported_by_caller(n ->> 'county_code', (n ->> 'id')::bigint) then
      raise exception '办理人不能确认自己的办理结果，须由另一人确认' using errcode = 'RG403', hint = 'whoever reported a task does not confirm it: somebody else must';
    end if;
    foreach need in array move.needs loop
      if not need_met(need, n) then
        raise exception '此步骤须有：%', coalesce((select w.name_zh from work_word w where w.list = 'need' and w.code = need), need)
          using errcode = 'RG422', hint = format('%s is required for this move', need);
      end if;
    end loop;
  end if;
  insert into response_event (county_code, response_id, area_id, subject, subject_id, level, township_id, village_id, group_id,
    from_state, to_state, note, account_id, role, facts)
  values (n ->> 'county_code', coalesce(n ->> 'response_id', n ->> 'id')::bigint, (n ->> 'area_id')::int, tg_argv[0], (n ->> 'id')::bigint,
    n ->> 'level', (n ->> 'township_id')::int, (n ->> 'village_id')::int, (n ->> 'group_id')::int, o ->> 'state', n ->> 'state',
    -- the reason of an earlier step is not that of a new date
    case when o is null or (o ->> 'state', o ->> 'unit_id', o ->> 'recheck_on', o ->> 'acted_at', o ->> 'reason')
      is distinct from (n ->> 'state', n ->> 'unit_id', n ->> 'recheck_on', n ->> 'acted_at', n ->> 'reason') then n ->> 'reason' end,
    caller_account(), who, facts_of(n));
  return null;
end $$;

do $$
declare
  t text[];
begin
  foreach t slice 1 in array array[['joint_response', 'response', 'proposed'], ['response_task', 'task', 'assigned'],
      ['problem', 'problem', 'collected']] loop
    execute format('create or replace trigger follow_moves after insert or update on %I for each row
      when (current_setting(''app.bulk'', true) is distinct from ''on'') execute function follow_moves(%L, %L)', t[1], t[2], t[3]);
  end loop;
end $$;

-- A promise made and a promise kept are on the record as well.
create or replace function record_commitment() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' or old.kept_on is null and new.kept_on is not null then
    insert into response_event (county_code, response_id, area_id, subject, subject_id, township_id, village_id, group_id,
      from_state, to_state, account_id, role)
    values (new.county_code, new.response_id, new.area_id, 'commitment', new.id, new.township_id, new.village_id, new.group_id,
      case when tg_op = 'UPDATE' then 'running' end, case when new.kept_on is null then 'running' else 'kept' end,
      caller_account(), caller_role());
  end if;
  return null;
end $$;
create or replace trigger record_commitment after insert or update on commitment for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function record_commitment();

-- So are households: how many are planned and how many were visited, each time that it is written down.
create or replace function record_visits() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' or facts_of(to_jsonb(old)) is distinct from facts_of(to_jsonb(new)) then
    insert into response_event (county_code, response_id, area_id, subject, subject_id, level, township_id, village_id, group_id,
      from_state, to_state, note, account_id, role, facts)
    values (new.county_code, new.response_id, new.area_id, 'visit', new.id, 'group', new.township_id, new.village_id, new.group_id,
      case when tg_op = 'UPDATE' then case when old.done_count = 0 then 'planned' else 'visited' end end,
      case when new.done_count = 0 then 'planned' else 'visited' end, format('%s/%s', new.done_count, new.planned_count),
      caller_account(), caller_role(), facts_of(to_jsonb(new)));
  end if;
  return null;
end $$;
create or replace trigger record_visits after insert or update on household_visit_round for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function record_visits();

create or replace function refuse_event_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  -- a record goes with what it is about, and never alone
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
  raise exception '办理记录不可更改或删除' using errcode = 'RG403', hint = 'events are never changed or removed';
end $$;
create or replace trigger refuse_event_change before update or delete on response_event for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function refuse_event_change();
