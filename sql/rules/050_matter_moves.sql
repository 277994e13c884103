-- A matter moves only along the rows of `transition`, from whatever door the change comes. Background work of the
-- owner (imports, which bring states decided elsewhere) has no app.role and is not asked.
create or replace function matter_moves() returns trigger language plpgsql set search_path = public as $$
declare
  caller_role text := nullif(current_setting('app.role', true), '');
  move transition;
  legal text;
begin
  -- bulk work counts versions itself, and undoing an import restores them
  if current_setting('app.bulk', true) = 'on' then
    return new;
  end if;
  -- what was merged is read and no longer worked on (406_merge_matters.sql)
  if old.merged_into is not null and caller_role is not null then
    raise exception '事项 % 已并入其他事项，请在合并后的事项中办理', old.matter_no using errcode = 'RG409',
      hint = 'this matter was merged into another one: act on that one';
  end if;
  new.version := old.version + 1;
  if new.state = old.state or caller_role is null then
    return new;
  end if;
  select * into move from transition t where t.from_state = old.state and t.to_state = new.state;
  if move is null or not caller_role = any (move.roles) then
    select string_agg(s.code, ', ' order by s.sort) into legal
    from transition t join state s on s.id = t.to_state
    where t.from_state = old.state and caller_role = any (t.roles);
    raise exception '事项 % 不能这样流转', old.matter_no using errcode = 'RG409',
      hint = format('legal moves: %s', coalesce(legal, '-'));
  end if;
  if move.needs is not null and to_jsonb(new) ->> move.needs is null then
    raise exception '缺少日期 %', move.needs using errcode = 'RG422', hint = format('%s is required for this move', move.needs);
  end if;
  return new;
end $$;
drop trigger if exists matter_moves on matter;
-- `kinds` follows the petitions (084_petition_order.sql): no change that somebody made to the matter
create trigger matter_moves before update on matter for each row when (old.kinds = new.kinds) execute function matter_moves();

-- The matter under which a number is kept now.
create or replace function standing_matter(county text, matter_id bigint) returns bigint language sql stable as $$
  with recursive way as (
    select m.id, m.merged_into from matter m where m.county_code = county and m.id = standing_matter.matter_id
    union all
    select m.id, m.merged_into from way w join matter m on m.county_code = county and m.id = w.merged_into
  )
  select id from way where merged_into is null
$$;
