create temp table import_geom on commit drop as
select b.line, st_setsrid(st_geomfromgeojson(b.geojson), 4326) as raw, null::geometry(MultiPolygon, 4326) as geom,
  null::text as problem, false as repaired
from import_boundary b;

update import_geom set geom = st_multi(raw) where st_geometrytype(raw) in ('ST_Polygon', 'ST_MultiPolygon') and st_isvalid(raw);

update import_geom set problem = case
  when st_geometrytype(raw) not in ('ST_Polygon', 'ST_MultiPolygon') then 'not-a-polygon'
  when st_npoints(raw) > 20000 then 'invalid: ' || st_isvalidreason(raw) end
where geom is null;

update import_geom set geom = st_multi(st_collectionextract(st_makevalid(raw), 3)), repaired = true
where geom is null and problem is null;

update import_geom set geom = null, problem = 'invalid: ' || st_isvalidreason(raw)
where repaired and (geom is null or st_isempty(geom) or not st_isvalid(geom) or st_area(geom) < 0.5 * st_area(raw));

select line, problem, repaired, md5(geom::text) as hash from import_geom where problem is not null or geom is not null order by line;
