-- A row of the area's work stands where its unit stands, and in the area of its response. With an argument the row also
-- takes the unit's level. Runs as the owner, so that it is the policies that refuse what is out of scope.
create or replace function stand_in_unit() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  unit admin_unit;
begin
  select * into unit from admin_unit u where u.id = new.unit_id;
  new.township_id := unit.township_id;
  new.village_id := unit.village_id;
  new.group_id := unit.group_id;
  if new.response_id is not null then
    new.area_id := (select r.area_id from joint_response r where r.county_code = new.county_code and r.id = new.response_id);
  end if;
  if tg_nargs > 0 then
    new.level := unit.level;
  end if;
  return new;
end $$;

do $$
declare t text;
begin
  foreach t in array array['household_visit_round', 'consultation', 'problem', 'commitment', 'revisit', 'meeting'] loop
    execute format('create or replace trigger a_stand_in_unit before insert or update of unit_id on %I for each row
      when (current_setting(''app.bulk'', true) is distinct from ''on'') execute function stand_in_unit()', t);
  end loop;
  foreach t in array array['response_task', 'field_activity'] loop
    execute format('create or replace trigger a_stand_in_unit before insert or update of unit_id on %I for each row
      when (current_setting(''app.bulk'', true) is distinct from ''on'') execute function stand_in_unit(''level'')', t);
  end loop;
end $$;
