-- Ends a key area today. Its matters stay where they are and belong to whatever area covers them now, or to none; those
-- without a point were in it by name and are in none.
with ended as (
  update key_area k set valid_to = greatest((now() at time zone 'Asia/Shanghai')::date, k.valid_from)
  where k.county_code = installation_county() and k.code = $1::jsonb ->> 'code' and k.valid_to is null
  returning k.id, k.county_code, k.code
), named as (
  select m.* from matter m join ended e on m.county_code = e.county_code and m.area_id = e.id where m.geom is null
), kept as (
  insert into place_history (county_code, matter_id, account_id, reason, place_status, place_grade, place_method, geom, township_id, village_id,
    group_id, area_id)
  select n.county_code, n.id, caller_account(), 'boundary', n.place_status, n.place_grade, n.place_method, n.geom, n.township_id, n.village_id,
    n.group_id, n.area_id
  from named n
), freed as (
  update matter m set area_id = null from named n where m.county_code = n.county_code and m.id = n.id
)
select jsonb_build_object('subject_kind', 'key_area', 'subject_id', e.code, 'code', e.code,
  'event', jsonb_build_object('kind', 'key-area-retired', 'counts', jsonb_build_object('areas', 1))) as result
from ended e
