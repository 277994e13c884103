-- Moves the matters of import_place_now; their history keeps where they stood. $1 county, $2 run, $3 reason.
delete from import_place_now n using matter m
where m.county_code = $1 and m.id = n.id
  and (m.place_status, m.geom::text, m.township_id, m.village_id, m.group_id, m.area_id)
    is not distinct from (n.place_status, n.geom::text, n.township_id, n.village_id, n.group_id, n.area_id);
create unique index on import_place_now (id);
analyze import_place_now;

insert into import_before (county_code, run_id, table_name, row_id, before)
select $1, $2, 'matter', m.id, to_jsonb(m) || jsonb_build_object('geom', m.geom::text)
from matter m join import_place_now n on n.id = m.id where m.county_code = $1
on conflict do nothing;

insert into import_before (county_code, run_id, table_name, row_id, before)
select $1, $2, 'petition', p.id, to_jsonb(p) - 'quadkey'
from petition p join import_place_now n on n.id = p.matter_id where p.county_code = $1
on conflict do nothing;

insert into place_history (county_code, matter_id, reason, import_run_id, place_status, place_grade, place_method, geom,
  township_id, village_id, group_id, area_id)
select $1, m.id, $3, $2, m.place_status, m.place_grade, m.place_method, m.geom, m.township_id, m.village_id, m.group_id, m.area_id
from matter m join import_place_now n on n.id = m.id where m.county_code = $1;

update matter m set place_status = n.place_status, township_id = n.township_id, village_id = n.village_id,
  group_id = n.group_id, area_id = n.area_id, geom = n.geom, place_method = n.place_method,
  -- one change by one run, also where its file had corrected the matter before
  version = 1 + (select (b.before ->> 'version')::int from import_before b
    where b.county_code = $1 and b.run_id = $2 and b.table_name = 'matter' and b.row_id = m.id),
  place_grade = case when n.geom is null then n.place_grade when n.place_status = 1 then coalesce(m.place_grade, 'A') end
from import_place_now n where m.county_code = $1 and m.id = n.id;

update petition p set place_status = m.place_status, township_id = m.township_id, village_id = m.village_id,
  group_id = m.group_id, area_id = m.area_id, x = mercator_x(st_x(m.geom)), y = mercator_y(st_y(m.geom))
from matter m join import_place_now n on n.id = m.id
where p.county_code = $1 and m.county_code = $1 and p.matter_id = m.id;
