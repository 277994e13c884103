-- Matters of earlier runs that stand on a point which this file shows to be a placeholder: they lose the place that it
-- gave them, as rows of the file do; their words may give another. Found by the petitions' index of points.
create temp table import_place_now as
select distinct on (m.id) m.id, 3::smallint as place_status, null::char(1) as place_grade, null::text as place_method, m.geom,
  null::int as township_id, null::int as village_id, null::int as group_id, null::int as area_id
from import_spot s
join petition p on p.county_code = $1 and p.x = s.x and p.y = s.y
join matter m on m.county_code = $1 and m.id = p.matter_id and st_x(m.geom) = s.lon and st_y(m.geom) = s.lat
where s.placeholder and m.place_status in (1, 2) and m.place_method = 'point' and m.import_run_id is distinct from $2;

create temp table import_wordless as
select m.id, m.place_text from matter m join import_place_now n on n.id = m.id where m.county_code = $1 and m.place_text is not null;
