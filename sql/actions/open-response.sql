-- Opens the joint response of a key area, or of a sector's group matter. One live response per area.
with b as (select * from jsonb_to_record($1::jsonb) r (code text, title text, area text, sector text)),
named as (
  select b.*, installation_county() as county, k.id as area_id, x.id as sector_id,
    case when b.area is not null and k.id is null then refuse('RG404', '没有这个重点区域', 'no such key area')
      when b.sector is not null and x.id is null then refuse('RG422', '没有这个行业：' || b.sector, 'unknown sector: ' || b.sector) end as refused
  from b left join key_area k on k.code = b.area and k.valid_to is null left join sector x on x.code = b.sector
),
opened as (
  insert into joint_response (county_code, code, title, area_id, sector)
  select n.county, n.code, n.title, n.area_id, n.sector_id from named n where n.refused is null
  returning *
)
select work_done('response', o.code, 0, 0, o.version, o.area_id, null, jsonb_build_object('response', o.code, 'state', o.state)) as result from opened o
