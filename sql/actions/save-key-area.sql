-- Draws a key area, or draws a known one (same code) anew: without a date the current version is put right, with one the
-- earlier borders are kept until the day before. Matters inside the old or new border follow at once
-- (rules/020_cut_boundaries.sql).
with b as (
  select r.code, r.name, r.kind, r.household_count, r.note, r.valid_from, r.split_from,
    st_multi(st_setsrid(st_geomfromgeojson(r.geometry::text), 4326)) as geom
  from jsonb_to_record($1::jsonb) r (code text, name text, kind text, geometry jsonb, household_count int, note text, valid_from date, split_from text)
), checked as (
  select b.*, installation_county() as county, k.id as known, k.valid_from as since,
    case when not st_isvalid(b.geom) then refuse('RG422', '边界无效：' || st_isvalidreason(b.geom), 'the border is not valid: ' || st_isvalidreason(b.geom))
      when not exists (select from key_area_kind k where k.code = b.kind) then refuse('RG422', '没有这种区域类型：' || b.kind, 'unknown kind: ' || b.kind)
      when b.valid_from > (now() at time zone 'Asia/Shanghai')::date then
        refuse('RG422', '启用日期不能晚于今天', 'the borders cannot hold from a day after today')
      when b.valid_from < k.valid_from then
        refuse('RG422', '启用日期不能早于现有版本的启用日期 ' || k.valid_from, 'the present version holds since ' || k.valid_from || ' already')
      when b.split_from is not null and not exists (select from key_area s where s.county_code = installation_county() and s.code = b.split_from and s.valid_to is null) then
        refuse('RG422', '没有可分出的区域：' || b.split_from, 'no area to be split off from: ' || b.split_from)
    end as refused
  from b left join key_area k on k.county_code = installation_county() and k.code = b.code and k.valid_to is null
), kept as (
  insert into key_area_version (county_code, area_id, name, kind, geom, household_count, valid_from, valid_to)
  select k.county_code, k.id, k.name, k.kind, k.geom, k.household_count, k.valid_from, c.valid_from - 1
  from checked c join key_area k on k.id = c.known
  where c.refused is null and c.valid_from > k.valid_from
), redrawn as (
  update key_area k set name = c.name, kind = c.kind, geom = c.geom, household_count = coalesce(c.household_count, k.household_count),
    note = coalesce(c.note, k.note), valid_from = coalesce(c.valid_from, k.valid_from)
  from checked c where c.refused is null and k.id = c.known
  returning k.id, k.code, false as created
), drawn as (
  insert into key_area (county_code, code, name, kind, geom, household_count, note, valid_from)
  select c.county, c.code, c.name, c.kind, c.geom, c.household_count, c.note, coalesce(c.valid_from, (now() at time zone 'Asia/Shanghai')::date)
  from checked c where c.refused is null and c.known is null
  returning id, code, true as created
), succeeded as (
  insert into area_succession (county_code, predecessor_id, successor_id, on_date, reason)
  select c.county, s.id, d.id, coalesce(c.valid_from, (now() at time zone 'Asia/Shanghai')::date), 'split'
  from drawn d, checked c join key_area s on s.county_code = c.county and s.code = c.split_from and s.valid_to is null
)
select jsonb_build_object('subject_kind', 'key_area', 'subject_id', s.code, 'code', s.code, 'created', s.created,
  'event', jsonb_build_object('kind', 'key-area-saved', 'counts', jsonb_build_object('areas', 1))) as result
from (select * from redrawn union all select * from drawn) s
