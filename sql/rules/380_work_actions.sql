-- What the actions of the joint response ask first. What the caller may not see is unknown, in the same words as what
-- does not exist.
create or replace function known_response(code text) returns joint_response language plpgsql stable as $$
declare r joint_response;
begin
  select * into r from joint_response j where j.code = known_response.code;
  if r.id is null then
    raise exception '没有这个联动处置' using errcode = 'RG404', hint = 'no such joint response';
  end if;
  return r;
end $$;

create or replace function known_unit(code text) returns admin_unit language plpgsql stable as $$
declare u admin_unit;
begin
  select * into u from admin_unit a where a.code = known_unit.code and a.valid_to is null;
  if u.id is null then
    raise exception '没有这个单位：%', code using errcode = 'RG422', hint = 'no such unit: ' || code;
  end if;
  return u;
end $$;

-- Id of a department's code; null for none.
create or replace function known_department(code text) returns int language plpgsql stable as $$
declare found_id int;
begin
  select d.id into found_id from department d where d.code = known_department.code;
  if code is not null and found_id is null then
    raise exception '没有这个责任单位：%', code using errcode = 'RG422', hint = 'no such department: ' || code;
  end if;
  return found_id;
end $$;

create or replace function known_category(code text) returns int language plpgsql stable as $$
declare found_code int;
begin
  select c.code into found_code from category c where c.code = known_category.code::int;
  if code is not null and found_code is null then
    raise exception '没有这个内容分类：%', code using errcode = 'RG422', hint = 'unknown category: ' || code;
  end if;
  return found_code;
end $$;

create or replace function known_word(list text, code text) returns text language plpgsql stable as $$
begin
  if code is not null and not exists (select from work_word w where w.list = known_word.list and w.code = known_word.code) then
    raise exception '代码表 % 中没有：%', list, code using errcode = 'RG422',
      hint = format('unknown code %s; see list %s of /api/feeds/reference', code, list);
  end if;
  return code;
end $$;

create or replace function known_route(code text) returns smallint language plpgsql stable as $$
declare found_id smallint;
begin
  select r.id into found_id from route r where r.code = known_route.code;
  if code is not null and found_id is null then
    raise exception '没有这种法定途径：%', code using errcode = 'RG422', hint = 'unknown route: ' || code;
  end if;
  return found_id;
end $$;

-- A new number for a problem: the response's code and eight digits that nothing can be read from.
create or replace function new_problem_no(response text) returns text language sql volatile as
  $$ select response || '-' || lpad((('x' || substr(md5(gen_random_uuid()::text), 1, 8))::bit(32)::bigint % 100000000)::text, 8, '0') $$;

-- The answer of an action on one row. `have` is the row's version as it is (null: there is none, or none to be seen: 404),
-- `seen` the caller's, `now` the new one: null when nothing was written, because somebody else was faster, or because
-- the row is not the caller's to change.
create or replace function work_done(subject text, id text, have int, seen int, now int, area int, unit int, more jsonb)
returns jsonb language plpgsql stable as $$
begin
  if now is null and have is distinct from seen then
    raise exception '刚被他人更改，请刷新后重试' using errcode = 'RG409',
      hint = format('changed meanwhile: you saw version %s, it is %s; read it again', seen, have);
  elsif now is null then
    raise exception '不在您的职责范围内' using errcode = 'RG403', hint = 'this is not yours to change';
  end if;
  return jsonb_build_object('subject_kind', subject, 'subject_id', id, 'version', now,
    'audit', jsonb_build_object('version', now),
    'event', jsonb_build_object('kind', subject || '-changed', 'area_id', area, 'unit_id', unit, 'counts', '{}'::jsonb)) || more;
end $$;

-- Adds the points of an agenda; returns how many. A problem that the agenda names must be of the same response.
create or replace function add_agenda(county text, consultation bigint, response bigint, agenda jsonb) returns int language plpgsql volatile as $$
declare added int;
begin
  insert into consultation_item (county_code, consultation_id, response_id, problem_id, agenda)
  select county, consultation, response, case when a.problem_no is not null then
      coalesce(p.id, refuse('RG404', '没有这个问题', 'no such problem')::bigint) end, coalesce(a.agenda, p.title)
  from jsonb_to_recordset(agenda) a (agenda text, problem_no text)
  left join problem p on p.county_code = county and p.response_id = response and p.problem_no = a.problem_no;
  get diagnostics added = row_count;
  return added;
end $$;

-- The task that a decision became; a decision that is changed keeps the task it has.
create or replace function task_of_decision(item consultation_item, responsible text) returns bigint language plpgsql volatile as $$
declare task bigint;
begin
  select t.id into task from response_task t where t.county_code = item.county_code and t.consultation_item_id = item.id;
  if task is null then
    insert into response_task (county_code, response_id, unit_id, level, title, responsible_title, due_on, consultation_item_id)
    select item.county_code, item.response_id, item.owner_unit_id, u.level, left(item.decision, 100), responsible, item.due_on, item.id
    from admin_unit u where u.id = item.owner_unit_id
    returning id into task;
  end if;
  return task;
end $$;
