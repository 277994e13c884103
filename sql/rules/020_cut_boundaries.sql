-- Current polygons are kept in small pieces beside the whole (unit_part, key_area_part): ST_Covers against a
-- piece of at most 64 vertices costs under a microsecond, against a whole county border it costs milliseconds.
create or replace function cut_unit() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from unit_part where unit_id = new.id;
  if new.geom is not null and new.valid_to is null then
    insert into unit_part (unit_id, level, code, geom)
    select new.id, new.level, new.code, st_subdivide(new.geom, 64);
  end if;
  return null;
end $$;
drop trigger if exists cut_unit on admin_unit;
create trigger cut_unit after insert or update of geom, valid_to, code, level on admin_unit
  for each row execute function cut_unit();

-- An area belongs to every unit that it shares surface with; slivers under 0.1 % of the area are drawing noise.
create or replace function cut_key_area() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from key_area_part where area_id = new.id;
  delete from key_area_unit where area_id = new.id;
  if new.valid_to is null then
    insert into key_area_part (area_id, code, geom) select new.id, new.code, st_subdivide(new.geom, 64);
    insert into key_area_unit (area_id, unit_id, share)
    select new.id, s.id, least(s.share, 1)
    from (
      select u.id, st_area(st_intersection(u.geom, new.geom)) / st_area(new.geom) as share
      from admin_unit u
      where u.county_code = new.county_code and u.valid_to is null and u.geom is not null
        and st_intersects(u.geom, new.geom)
    ) s
    where s.share > 0.001;
  end if;
  if current_setting('app.bulk', true) is distinct from 'on' then
    perform follow_key_area(new.county_code, st_envelope(st_collect(new.geom, case when tg_op = 'UPDATE' then old.geom end)));
  end if;
  return null;
end $$;

-- Matters in the box whose point lies in another area now, or in none, follow; their history keeps the old one.
-- Imports do the same for all their areas at once (sql/imports/moved).
create or replace function follow_key_area(county text, box geometry) returns void language plpgsql security definer
set search_path = public as $$
begin
  insert into place_history (county_code, matter_id, account_id, reason, place_status, place_grade, place_method, geom,
    township_id, village_id, group_id, area_id)
  select m.county_code, m.id, caller_account(), 'boundary', m.place_status, m.place_grade, m.place_method, m.geom, m.township_id,
    m.village_id, m.group_id, m.area_id
  from matter m where m.county_code = county and m.place_status in (1, 2) and m.geom && box and m.area_id is distinct from area_at(m.geom);
  update matter m set area_id = area_at(m.geom)
  where m.county_code = county and m.place_status in (1, 2) and m.geom && box and m.area_id is distinct from area_at(m.geom);
end $$;
drop trigger if exists cut_key_area on key_area;
create trigger cut_key_area after insert or update of geom, valid_to, code on key_area
  for each row execute function cut_key_area();
