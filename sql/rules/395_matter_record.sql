-- Steps of a matter are on the record, and closed is not settled: settled needs the written reply and a revisit after
-- which the petitioner did not say no.
create or replace function matter_settles() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if caller_role() is not null and new.state = (select s.id from state s where s.code = 'settled') then
    if not exists (select from matter_care c where c.county_code = new.county_code and c.matter_id = new.id and c.written_reply_on is not null) then
      raise exception '化解须先有书面答复' using errcode = 'RG422', hint = 'settled needs the written reply: record-care';
    end if;
    if not exists (select from revisit r where r.county_code = new.county_code and r.matter_id = new.id and r.result <> 'not') then
      raise exception '化解须先有回访且群众不为不满意' using errcode = 'RG422', hint = 'settled needs a revisit that was not unsatisfied: record-revisit';
    end if;
  end if;
  insert into matter_event (county_code, matter_id, from_state, to_state, role) values (new.county_code, new.id, old.state, new.state, caller_role());
  return null;
end $$;
create or replace trigger matter_settles after update on matter for each row
  when (current_setting('app.bulk', true) is distinct from 'on' and old.state <> new.state) execute function matter_settles();
create or replace trigger refuse_event_change before update or delete on matter_event for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function refuse_event_change();

do $$
declare t text;
begin
  foreach t in array array['matter_care', 'matter_stage'] loop
    execute format('create or replace trigger count_version before update on %I for each row
      when (current_setting(''app.bulk'', true) is distinct from ''on'') execute function count_version()', t);
  end loop;
end $$;

-- Steps that the caller may take with a matter, as buttons: [{to, code, name, name_en, needs}].
create or replace function matter_moves_of(state smallint) returns jsonb language sql stable parallel safe as $$
  select coalesce(jsonb_agg(jsonb_build_object('to', s.code, 'code', s.code, 'name', s.name_zh, 'name_en', s.name_en,
    'needs', case s.code when 'settled' then '["written_reply", "revisit"]'::jsonb else '[]' end) order by s.sort), '[]')
  from transition t join state s on s.id = t.to_state
  where t.from_state = matter_moves_of.state and caller_role() = any (t.roles)
$$;

-- The four musts of every matter: received, registered, handled, answered in writing.
create or replace function four_musts(m matter, replied_on date, as_of date) returns jsonb language sql stable as $$
  select jsonb_agg(jsonb_build_object('code', w.code, 'name', w.name_zh, 'name_en', w.name_en, 'met', case w.code
    when 'received' then (m).received_on is not null
    when 'registered' then (m).registered_on is not null
    when 'handled' then (m).accepted_on is not null or (m).closed_on is not null
    else replied_on is not null or (m).opinion_on is not null end) order by w.sort)
  from work_word w where w.list = 'must'
$$;

-- The matter that an action names.
create or replace function known_matter(matter_no text) returns matter language plpgsql stable as $$
declare m matter;
begin
  select * into m from matter k where k.matter_no = known_matter.matter_no;
  if m.id is null then
    raise exception '没有这个内容' using errcode = 'RG404', hint = 'there is nothing here';
  elsif m.merged_into is not null then
    raise exception '事项 % 已并入其他事项，请在合并后的事项中办理', m.matter_no using errcode = 'RG409',
      hint = 'this matter was merged into another one: act on that one';
  end if;
  return m;
end $$;
