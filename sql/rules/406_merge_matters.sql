-- Merging: the younger matter's petitions go to the elder and become repeats there; the younger keeps its row, its record,
-- its stages, problems and revisits, and nothing more is counted of it. Splitting takes the last merging of a matter back.
--
-- How the elder stands then: as long as it is open, its own state and clocks go on, for a repeat starts no new clock and
-- hides no missed one. Was it closed, the younger says how things stand (state, route, department, closing day), and what
-- ran for the younger is the date that runs; the clocks of the first handling stay as they were met or missed.

-- The columns of the elder that a merging may change.
create or replace function merge_columns(m matter) returns jsonb language sql immutable as $$
  select jsonb_build_object('state', (m).state, 'route', (m).route, 'department_id', (m).department_id, 'closed_on', (m).closed_on,
    'settled_on', (m).settled_on, 'settled_first', (m).settled_first, 'returned_on', (m).returned_on, 'file_due_on', (m).file_due_on)
$$;

create or replace function merged_columns(elder matter, younger matter) returns jsonb language plpgsql stable as $$
declare
  elder_open boolean := (select s.open from state s where s.id = (elder).state);
  younger_open boolean := (select s.open from state s where s.id = (younger).state);
  after jsonb := merge_columns(elder);
  came date[] := array(select p.received_on from petition p where p.county_code = (younger).county_code and p.matter_id = (younger).id order by 1);
begin
  if not elder_open and (younger_open or (younger).closed_on > (elder).closed_on) then
    after := after || jsonb_build_object('state', (younger).state, 'route', coalesce((younger).route, (elder).route),
      'department_id', coalesce((younger).department_id, (elder).department_id), 'closed_on', (younger).closed_on,
      'settled_on', (younger).settled_on);
    if younger_open then
      after := after || jsonb_build_object('file_due_on',
        coalesce((younger).file_due_on, (younger).opinion_due_on, (younger).accept_due_on, (younger).register_due_on));
    end if;
  end if;
  -- settled at the first attempt: only where nobody had come again before it was settled
  return after || jsonb_build_object('settled_first', (elder).settled_first and coalesce(came[1] > (elder).settled_on, true)
      and after -> 'state' = to_jsonb((elder).state),
    'returned_on', least((elder).returned_on, (select min(d) from unnest(came) d where d > (elder).opinion_on)));
end $$;

create or replace function set_merge_columns(county text, matter_id bigint, c jsonb) returns void language sql as $$
  update matter m set state = (c ->> 'state')::smallint, route = (c ->> 'route')::smallint, department_id = (c ->> 'department_id')::int,
    closed_on = (c ->> 'closed_on')::date, settled_on = (c ->> 'settled_on')::date, settled_first = (c ->> 'settled_first')::boolean,
    returned_on = (c ->> 'returned_on')::date, file_due_on = (c ->> 'file_due_on')::date
  where m.county_code = county and m.id = set_merge_columns.matter_id
$$;

-- Petitions go to a matter and say of it what its others say; those in `first` are first ones there.
create or replace function move_petitions(county text, ids bigint[], to_matter bigint, first bigint[]) returns void language sql as $$
  update petition p set matter_id = m.id, is_first = p.id = any (first), category = m.category, purpose = m.purpose, sector = m.sector,
    state = m.state, is_open = s.open, due_on = coalesce(m.file_due_on, m.opinion_due_on), closed_on = m.closed_on,
    township_id = m.township_id, village_id = m.village_id, group_id = m.group_id, area_id = m.area_id, place_status = m.place_status,
    x = mercator_x(st_x(m.geom)), y = mercator_y(st_y(m.geom))
  from matter m join state s on s.id = m.state
  where p.county_code = county and p.id = any (ids) and m.county_code = county and m.id = to_matter
$$;

-- A merging is a step of its own and no move along `transition`: the rules of moves ask nobody meanwhile.
create or replace function as_background(on_now boolean, role text) returns text language sql as
  $$ select set_config('app.role', case when on_now then '' else coalesce(role, '') end, true) $$;

create or replace function merge_two(county text, pair_id bigint, a bigint, b bigint) returns matter_merge language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  asking text := caller_role();
  elder matter;
  younger matter;
  moved bigint[];
  firsts bigint[];
  done matter_merge;
begin
  -- which is the elder is read again: a date may have been corrected
  select * into elder from matter m where m.county_code = county and m.id in (a, b) order by m.received_on, m.id limit 1;
  select * into younger from matter m where m.county_code = county and m.id in (a, b) and m.id <> elder.id;
  if elder.merged_into is not null or younger.merged_into is not null then
    raise exception '其中一件已并入其他事项，请刷新' using errcode = 'RG409', hint = 'one of the two was merged meanwhile: read the list again';
  end if;
  select array_agg(p.id order by p.id), coalesce(array_agg(p.id order by p.id) filter (where p.is_first), '{}') into moved, firsts
  from petition p where p.county_code = county and p.matter_id = younger.id;
  insert into matter_merge (county_code, pair_id, elder_id, younger_id, petition_ids, first_ids, younger_kinds, before, after, merged_by, role)
  values (county, merge_two.pair_id, elder.id, younger.id, moved, firsts, younger.kinds, merge_columns(elder), merged_columns(elder, younger),
    caller_account(), asking)
  returning * into done;
  perform as_background(true, asking);
  perform set_merge_columns(county, elder.id, done.after);
  perform move_petitions(county, moved, elder.id, '{}');
  update matter m set merged_into = elder.id, kinds = 0, version = m.version + 1 where m.county_code = county and m.id = younger.id;
  perform as_background(false, asking);
  return done;
end $$;

create or replace function merge_matters(county text, pair_id bigint) returns matter_merge language sql security definer
set search_path = public, pg_temp as $$
  select g.* from same_pair p, merge_two(county, p.id, p.elder_id, p.younger_id) g where p.county_code = county and p.id = merge_matters.pair_id
$$;

-- Where a matter's petitions are now: itself, or the last of those that it was merged into.
create or replace function merged_root(county text, matter_id bigint) returns bigint language sql stable security definer
set search_path = public, pg_temp as $$
  with recursive up as (
    select m.id, m.merged_into from matter m where m.county_code = county and m.id = matter_id
    union
    select m.id, m.merged_into from up join matter m on m.county_code = county and m.id = up.merged_into
  )
  select id from up where merged_into is null
$$;

-- What somebody changed in the elder since stays changed; what the merging changed goes back.
create or replace function split_matter(county text, merge_id bigint, why text) returns matter_merge language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  asking text := caller_role();
  done matter_merge;
  back jsonb;
begin
  select * into done from matter_merge g where g.county_code = county and g.id = split_matter.merge_id;
  if exists (select from matter_merge g where g.county_code = county and g.split_at is null
      and (g.elder_id = done.elder_id and g.id > done.id or g.younger_id = done.elder_id)) then
    raise exception '该事项之后又有合并，请先撤销后来的合并' using errcode = 'RG409', hint = 'merged again since: take the later merging back first';
  end if;
  select jsonb_object_agg(c.key, case when c.value = done.after -> c.key then done.before -> c.key else c.value end) into back
  from matter m, jsonb_each(merge_columns(m)) c where m.county_code = county and m.id = done.elder_id;
  perform as_background(true, asking);
  perform set_merge_columns(county, done.elder_id, back);
  update matter m set merged_into = null, kinds = done.younger_kinds, version = m.version + 1
  where m.county_code = county and m.id = done.younger_id;
  perform move_petitions(county, array(select p.id from petition p where p.county_code = county and p.matter_id = done.elder_id
    and p.id = any (done.petition_ids)), done.younger_id, done.first_ids);
  perform as_background(false, asking);
  update matter_merge g set split_at = clock_timestamp(), split_role = asking, reason = why, version = g.version + 1
  where g.county_code = county and g.id = done.id returning * into done;
  -- of a group that was merged at once, every pair that is two matters again
  update same_pair p set state = 'open', decided_at = null, decided_by = null, version = p.version + 1
  where p.county_code = county and p.state = 'same' and (p.id = done.pair_id or done.younger_id in (p.elder_id, p.younger_id))
    and merged_root(county, p.elder_id) <> merged_root(county, p.younger_id);
  return done;
end $$;
