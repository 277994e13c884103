-- Draws a key area, or draws a known one (same code) anew. Matters inside the old or new border follow at once
-- (rules/020_cut_boundaries.sql).
with b as (
  select r.code, r.name, r.kind, r.household_count, r.note,
    st_multi(st_setsrid(st_geomfromgeojson(r.geometry::text), 4326)) as geom
  from jsonb_to_record($1::jsonb) r (code text, name text, kind text, geometry jsonb, household_count int, note text)
), checked as (
  select b.*, installation_county() as county,
    case when not st_isvalid(b.geom) then refuse('RG422', '边界无效：' || st_isvalidreason(b.geom), 'the border is not valid: ' || st_isvalidreason(b.geom))
      when not exists (select from key_area_kind k where k.code = b.kind) then refuse('RG422', '没有这种区域类型：' || b.kind, 'unknown kind: ' || b.kind)
    end as refused
  from b
), redrawn as (
  update key_area k set name = c.name, kind = c.kind, geom = c.geom, household_count = coalesce(c.household_count, k.household_count),
    note = coalesce(c.note, k.note)
  from checked c where c.refused is null and k.county_code = c.county and k.code = c.code and k.valid_to is null
  returning k.id, k.code, false as created
), drawn as (
  insert into key_area (county_code, code, name, kind, geom, household_count, note)
  select c.county, c.code, c.name, c.kind, c.geom, c.household_count, c.note from checked c
  where c.refused is null and not exists (select from redrawn)
  returning id, code, true as created
)
select jsonb_build_object('subject_kind', 'key_area', 'subject_id', s.code, 'code', s.code, 'created', s.created,
  'event', jsonb_build_object('kind', 'key-area-saved', 'counts', jsonb_build_object('areas', 1))) as result
from (select * from redrawn union all select * from drawn) s
