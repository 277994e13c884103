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

-- A unit without an outline of its own (a county known by its townships alone) has of an area what the units below it have:
-- otherwise nobody whose scope it is would see the area. Levels overlap, so the fullest one counts.
create or replace function areas_without_outline(area int) returns table (unit_id int, share double precision)
language sql stable set search_path = public as $$
  select s.above, max(s.share) from (
    select a.id as above, u.level, least(sum(k.share), 1) as share
    from key_area_unit k join admin_unit u on u.id = k.unit_id
    join admin_unit a on a.id in (u.county_id, u.township_id, u.village_id) and a.id <> u.id and a.geom is null
    where k.area_id = areas_without_outline.area and u.geom is not null
    group by a.id, u.level) s
  group by s.above
$$;

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
      -- of a unit that lies within the area nothing needs to be cut
      select u.id, st_area(case when st_covers(new.geom, u.geom) then u.geom else st_intersection(u.geom, new.geom) end)
        / st_area(new.geom) as share
      from admin_unit u
      where u.county_code = new.county_code and u.valid_to is null and u.geom is not null
        and st_intersects(u.geom, new.geom)
    ) s
    where s.share > 0.001;
    insert into key_area_unit (area_id, unit_id, share) select new.id, a.unit_id, a.share from areas_without_outline(new.id) a;
  end if;
  if current_setting('app.bulk', true) is distinct from 'on' then
    perform follow_key_area(new.county_code, st_envelope(st_collect(new.geom, case when tg_op = 'UPDATE' then old.geom end)));
  end if;
  return null;
end $$;

-- Matters in the box whose point lies in another area now, or in none, follow; their history keeps the old one. All at
-- once: row by row each petition counts its cells of the roll-up by itself, which took a minute for 20,000 matters.
-- Imports do the same for all their areas at once (sql/imports/moved).
create or replace function follow_key_area(county text, box geometry) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  bulk constant text := coalesce(current_setting('app.bulk', true), '');
begin
  perform lock_county(county);
  perform set_config('app.bulk', 'on', true);
  with here as materialized (
    select m.id, m.geom, m.area_id from matter m where m.county_code = county and m.place_status in (1, 2) and m.geom && box
  ), covering as (
    -- a point on a border goes to the lowest code, as in area_at (030_place_points.sql)
    select distinct on (h.id) h.id, k.area_id from key_area_part k join here h on st_covers(k.geom, h.geom)
    where k.geom && box order by h.id, k.code collate "C"
  ), moved as materialized (
    select h.id, h.area_id as was, c.area_id as now from here h left join covering c on c.id = h.id
    where h.area_id is distinct from c.area_id
  ), kept as (
    insert into place_history (county_code, matter_id, account_id, reason, place_status, place_grade, place_method, geom,
      township_id, village_id, group_id, area_id)
    select m.county_code, m.id, caller_account(), 'boundary', m.place_status, m.place_grade, m.place_method, m.geom, m.township_id,
      m.village_id, m.group_id, m.area_id
    from moved v join matter m on m.county_code = county and m.id = v.id
  ), followed as (
    update matter m set area_id = v.now, version = m.version + 1 from moved v where m.county_code = county and m.id = v.id
  ), petitions as (
    update petition p set area_id = v.now from moved v where p.county_code = county and p.matter_id = v.id returning p, v.was, v.now
  )
  -- of what is counted only petition_tally knows areas
  insert into petition_tally as t
  select c.county_code, c.channel, c.month, c.township_id, coalesce(a.id, 0), c.purpose, c.state, c.place_status, c.is_first,
    c.is_collective, c.is_open, c.prev_month, c.repeat_prev_month, c.due_month, sum(a.sign), sum(a.sign * c.people)
  from petitions s cross join lateral tally_cells(s.p, 1) c cross join lateral (values (s.was, -1), (s.now, 1)) a (id, sign)
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
  on conflict (channel, month, county_code, township_id, area_id, purpose, state, place_status, is_first, is_collective, is_open,
    prev_month, repeat_prev_month, due_month)
  do update set petitions = t.petitions + excluded.petitions, people = t.people + excluded.people;
  perform set_config('app.bulk', bulk, true);
end $$;
drop trigger if exists cut_key_area on key_area;
create trigger cut_key_area after insert or update of geom, valid_to, code on key_area
  for each row execute function cut_key_area();
