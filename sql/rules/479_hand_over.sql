-- A key area that was merged or retired leaves a joint response behind. Nothing of it is lost: where the successor has none the
-- response goes on there; where it has one, all that is open moves into that, and what is closed stays with the old one as
-- its record. Runs as the owner, because a whole area moves at once; whose it is to do is asked first.

-- The area that stands today for one that has ended: the last of its successors; null where there is none, or several.
create or replace function heir_area_of(area int) returns int language sql stable security definer set search_path = public, pg_temp as $$
  with recursive line as (
    select area as id, 0 as depth
    union
    select s.successor_id, l.depth + 1 from line l join area_succession s on s.predecessor_id = l.id where l.depth < 50
  )
  select min(k.id) from line l join key_area k on k.id = l.id where k.valid_to is null having count(distinct k.id) = 1
$$;

-- What may be done with a response next; closing it with its area is offered only where the area has ended.
create or replace function response_moves(state text, ended boolean) returns jsonb language sql stable as $$
  select coalesce((select jsonb_agg(m) from jsonb_array_elements(legal_moves('response', response_moves.state, null)) m
    where ended or not m -> 'needs' ? 'area_ended'), '[]')
$$;

create or replace function hand_over_response(b jsonb) returns jsonb language plpgsql volatile security definer
set search_path = public, pg_temp as $$
declare
  old joint_response := known_response(b ->> 'response');
  ended date := (select k.valid_to from key_area k where k.id = old.area_id);
  heir_area int;
  heir joint_response;
  moved jsonb := '{}';
  n int;
  t text;
begin
  if caller_role() <> 'office' or not in_my_units(old.county_code, null, null, null) then
    raise exception '不在您的职责范围内' using errcode = 'RG403', hint = 'this is not yours to change';
  elsif old.version <> (b ->> 'version')::int then
    return work_done('response', old.code, old.version, (b ->> 'version')::int, null, null, null, '{}');
  elsif ended is null or old.state = 'revoked' then
    raise exception '该区域未撤并，联动处置不能移交' using errcode = 'RG409', hint = 'its area stands: there is nothing to hand over';
  end if;
  if b ? 'to' then
    select * into heir from joint_response r where r.county_code = old.county_code and r.code = b ->> 'to' and r.state <> 'revoked' and r.id <> old.id;
    if heir.id is null then
      raise exception '没有这个联动处置' using errcode = 'RG404', hint = 'no such joint response';
    end if;
  else
    heir_area := heir_area_of(old.area_id);
    if heir_area is null then
      raise exception '该区域没有唯一的承接区域，请指明由哪个联动处置承接' using errcode = 'RG422', hint = 'to: name the joint response that goes on, as no single area took this one over';
    end if;
    select * into heir from joint_response r where r.county_code = old.county_code and r.area_id = heir_area and r.state <> 'revoked';
  end if;
  if heir.id is null then
    update joint_response r set area_id = heir_area, reason = b ->> 'reason' where r.county_code = old.county_code and r.id = old.id returning * into heir;
    foreach t in array array['response_task', 'household_visit_round', 'problem', 'consultation', 'commitment', 'revisit', 'meeting', 'field_activity'] loop
      execute format('update %I set area_id = $1 where county_code = $2 and response_id = $3', t) using heir_area, old.county_code, old.id;
    end loop;
    return work_done('response', heir.code, heir.version, heir.version, heir.version, heir_area, null,
      jsonb_build_object('response', heir.code, 'moved', '{}'::jsonb));
  elsif not (select s.open from work_state s where s.machine = 'response' and s.code = heir.state) then
    raise exception '承接的联动处置“%”未在办理，请先启动', heir.title using errcode = 'RG409', hint = format('%s is not at work: move it on first', heir.code);
  end if;
  update response_task r set response_id = heir.id, area_id = heir.area_id, reason = b ->> 'reason'
  from work_state s where s.machine = 'task' and s.code = r.state and s.open and r.county_code = old.county_code and r.response_id = old.id;
  get diagnostics n = row_count;
  moved := moved || jsonb_build_object('tasks', n);
  update problem r set response_id = heir.id, area_id = heir.area_id, reason = b ->> 'reason'
  from work_state s where s.machine = 'problem' and s.code = r.state and s.open and r.county_code = old.county_code and r.response_id = old.id;
  get diagnostics n = row_count;
  moved := moved || jsonb_build_object('problems', n);
  update commitment r set response_id = heir.id, area_id = heir.area_id where r.kept_on is null and r.county_code = old.county_code and r.response_id = old.id;
  get diagnostics n = row_count;
  moved := moved || jsonb_build_object('commitments', n);
  -- a group may have a round of the same number there
  update household_visit_round r set response_id = heir.id, area_id = heir.area_id, round_no = r.round_no + coalesce((
      select max(o.round_no) from household_visit_round o where o.county_code = old.county_code and o.response_id = heir.id and o.unit_id = r.unit_id), 0)
  where r.done_count < r.planned_count and r.county_code = old.county_code and r.response_id = old.id;
  get diagnostics n = row_count;
  moved := moved || jsonb_build_object('rounds', n);
  update joint_response r set state = 'revoked', reason = b ->> 'reason' where r.county_code = old.county_code and r.id = old.id;
  return work_done('response', heir.code, heir.version, heir.version, heir.version, heir.area_id, null,
    jsonb_build_object('response', heir.code, 'moved', moved, 'audit', jsonb_build_object('from', old.code, 'to', heir.code, 'moved', moved)));
end $$;
