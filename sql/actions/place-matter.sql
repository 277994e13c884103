-- Puts a matter on the map by hand: at a point, or in a unit where only that is known. The history keeps where it stood;
-- imports leave a place that was set by hand alone.
with wanted as (
  select b ->> 'matter_no' as matter_no, b ->> 'reason' as reason, b ->> 'unit_code' as unit_code,
    case when b ? 'lon' then st_setsrid(st_makepoint((b ->> 'lon')::float8, (b ->> 'lat')::float8), 4326) end as geom
  from (select $1::jsonb as b) x
), target as (
  select m.* from matter m join wanted w on w.matter_no = m.matter_no
), place as (
  select w.reason, w.geom, u.id, u.level, u.township_id, u.village_id, u.group_id,
    case when w.geom is not null then area_at(w.geom) end as area_id,
    -- asked for a matter that the caller sees only: what a place is called is no answer to a guess
    case when u.id is null or u.level = 'county' then refuse('RG422',
      case when w.geom is null then '没有这个单位：' || coalesce(w.unit_code, '-') else '该点不在任何乡镇内' end,
      case when w.geom is null then 'no such unit below the county: ' || coalesce(w.unit_code, '-') else 'the point lies in no township' end) end as refused
  from wanted w cross join target t
  left join admin_unit u on u.county_code = t.county_code and u.valid_to is null
    and case when w.geom is not null then u.id = unit_at(w.geom) else u.code = w.unit_code end
), kept as (
  insert into place_history (county_code, matter_id, account_id, reason, place_status, place_grade, place_method, geom,
    township_id, village_id, group_id, area_id)
  select t.county_code, t.id, caller_account(), p.reason, t.place_status, t.place_grade, t.place_method, t.geom, t.township_id,
    t.village_id, t.group_id, t.area_id
  from target t, place p where p.refused is null
), moved as (
  update matter m set place_status = 1, place_method = 'hand', geom = p.geom, township_id = p.township_id,
    village_id = p.village_id, group_id = p.group_id, area_id = p.area_id,
    place_grade = case when p.geom is not null or p.level = 'group' then 'A' when p.level = 'village' then 'B' else 'D' end
  from target t, place p
  where m.county_code = t.county_code and m.id = t.id and p.refused is null
  returning m.county_code, m.id, m.matter_no, m.place_grade, m.township_id, m.village_id, m.group_id, m.area_id
)
select jsonb_build_object('subject_kind', 'matter', 'subject_id', m.id::text, 'matter_no', m.matter_no, 'place_grade', m.place_grade,
  'unit_code', (select u.code from admin_unit u where u.id = coalesce(m.group_id, m.village_id, m.township_id)),
  'area_code', (select k.code from key_area k where k.id = m.area_id),
  'audit', jsonb_build_object('place_grade', m.place_grade, 'unit', coalesce(m.group_id, m.village_id, m.township_id)),
  'event', jsonb_build_object('kind', 'matter-placed', 'unit_id', m.township_id, 'counts', jsonb_build_object('matters', 1))) as result
from moved m
