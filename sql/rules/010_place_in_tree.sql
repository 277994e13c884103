-- A unit's path and its ancestor of each level follow from its parent. Rows below follow when a parent moves.
create or replace function place_in_tree() returns trigger language plpgsql set search_path = public as $$
declare
  parent admin_unit;
begin
  if new.parent_id is not null then
    select * into strict parent from admin_unit where id = new.parent_id;
    if level_rank(parent.level) >= level_rank(new.level) then
      raise exception '% (%) 不能隶属于 % (%)', new.name, new.level, parent.name, parent.level
        using errcode = 'RG422', hint = format('the parent of a %s is of a higher level', new.level);
    end if;
  end if;
  new.path := coalesce(parent.path, '') || '/' || new.code;
  new.county_id   := case when new.level = 'county'   then new.id else parent.county_id end;
  new.township_id := case when new.level = 'township' then new.id else parent.township_id end;
  new.village_id  := case when new.level = 'village'  then new.id else parent.village_id end;
  new.group_id    := case when new.level = 'group'    then new.id end;
  if new.point is null and new.geom is not null then
    new.point := st_pointonsurface(new.geom);
  end if;
  return new;
end $$;

create or replace function level_rank(level text) returns int language sql immutable as
  $$ select case level when 'county' then 1 when 'township' then 2 when 'village' then 3 when 'group' then 4 end $$;

create or replace function move_children() returns trigger language plpgsql set search_path = public as $$
begin
  update admin_unit set parent_id = new.id where parent_id = new.id;
  return null;
end $$;

drop trigger if exists place_in_tree on admin_unit;
create trigger place_in_tree before insert or update of parent_id, code, level, geom on admin_unit
  for each row execute function place_in_tree();
drop trigger if exists move_children on admin_unit;
create trigger move_children after update on admin_unit
  for each row when (old.path is distinct from new.path) execute function move_children();
