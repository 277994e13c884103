-- A point that is judged to be a real place gives its matters back to it; one judged to be a fall-back takes those away that
-- stand there by their file's coordinates. What a person placed stays. Their history keeps where they stood.
create or replace function placeholder_follows() returns trigger language plpgsql security definer
set search_path = public as $$
declare
  real_place boolean := new.state = 'cleared';
  spot admin_unit;
begin
  select u.* into spot from admin_unit u where real_place and u.id = unit_at(new.geom);
  with followers as (
    select m.* from matter m
    where m.county_code = new.county_code and m.geom && new.geom and st_equals(m.geom, new.geom)
      and case when real_place then m.place_status = 3 else m.place_status in (1, 2) and m.place_method = 'point' end
  ), kept as (
    insert into place_history (county_code, matter_id, account_id, reason, place_status, place_grade, place_method, geom,
      township_id, village_id, group_id, area_id)
    select f.county_code, f.id, caller_account(), 'placeholder', f.place_status, f.place_grade, f.place_method, f.geom,
      f.township_id, f.village_id, f.group_id, f.area_id
    from followers f
  )
  update matter m set
    place_status = case when not real_place then 3 when spot.id is null then 2 else 1 end,
    place_grade = case when real_place and spot.id is not null then 'A' end, place_method = 'point',
    township_id = spot.township_id, village_id = spot.village_id, group_id = spot.group_id,
    area_id = case when real_place then area_at(new.geom) end
  from followers f where m.county_code = f.county_code and m.id = f.id;
  return null;
end $$;
drop trigger if exists placeholder_follows on placeholder_point;
create trigger placeholder_follows after update of state on placeholder_point for each row
  when (old.state is distinct from new.state and 'cleared' in (old.state, new.state)
    and current_setting('app.bulk', true) is distinct from 'on')
  execute function placeholder_follows();
