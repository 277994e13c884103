-- Takes the last placing by hand back: the matter stands where it stood before, and its history keeps both.
with target as (
  -- one that was given its unit when it was registered stood nowhere before
  select m.*, case when m.place_method is distinct from 'hand' or not exists (
      select from place_history h where h.county_code = m.county_code and h.matter_id = m.id) then
    refuse('RG409', '最近一次不是人工定位，不能撤回', 'it was not placed by hand last, so there is nothing to take back') end as refused
  from matter m where m.matter_no = $1::jsonb ->> 'matter_no'
), before as (
  select distinct on (h.matter_id) h.* from place_history h join target t on t.county_code = h.county_code and t.id = h.matter_id
  where t.refused is null
  order by h.matter_id, h.changed_at desc, h.id desc
), kept as (
  insert into place_history (county_code, matter_id, account_id, reason, place_status, place_grade, place_method, geom,
    township_id, village_id, group_id, area_id)
  select t.county_code, t.id, caller_account(), $1::jsonb ->> 'reason', t.place_status, t.place_grade, t.place_method, t.geom, t.township_id,
    t.village_id, t.group_id, t.area_id
  from target t join before b on b.matter_id = t.id
), moved as (
  update matter m set place_status = b.place_status, place_grade = b.place_grade, place_method = b.place_method, geom = b.geom,
    township_id = b.township_id, village_id = b.village_id, group_id = b.group_id, area_id = b.area_id
  from before b where m.county_code = b.county_code and m.id = b.matter_id
  returning m.id, m.matter_no, m.place_grade, m.township_id
)
select jsonb_build_object('subject_kind', 'matter', 'subject_id', m.id::text, 'matter_no', m.matter_no, 'place_grade', m.place_grade,
  'audit', jsonb_build_object('place_grade', m.place_grade),
  'event', jsonb_build_object('kind', 'matter-placed', 'unit_id', m.township_id, 'counts', jsonb_build_object('matters', 1))) as result
from moved m
