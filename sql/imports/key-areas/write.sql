-- $1 county, $2 run, $3 rows as jsonb: line, id (of the area that it corrects), code, name, kind, households, dates
create temp table import_area_plan on commit drop as
select r.line, r.id, r.code, r.name, r.kind, r.households, r.valid_from, r.valid_to, g.geom
from jsonb_to_recordset($3::jsonb) r (line int, id int, code text, name text, kind text, households int, valid_from date, valid_to date)
left join import_geom g on g.line = r.line;

create temp table import_ended (id int, ended_on date) on commit drop;

insert into import_before (county_code, run_id, table_name, row_id, before)
select $1, $2, 'key_area', k.id, to_jsonb(k) || jsonb_build_object('geom', k.geom::text)
from key_area k join import_area_plan p on p.id = k.id;

create temp table import_changed on commit drop as
select k.geom from key_area k join import_area_plan p on p.id = k.id;

update key_area k set name = p.name, kind = coalesce(p.kind, k.kind), household_count = coalesce(p.households, k.household_count),
  geom = coalesce(p.geom, k.geom), valid_from = coalesce(p.valid_from, k.valid_from), valid_to = p.valid_to
from import_area_plan p where p.id = k.id;

insert into key_area (county_code, code, name, kind, geom, household_count, valid_from, valid_to, import_run_id)
select $1, p.code, p.name, coalesce(p.kind, 'other'), p.geom, p.households, coalesce(p.valid_from, current_date), p.valid_to, $2
from import_area_plan p where p.id is null;

insert into import_changed select geom from import_area_plan where geom is not null;
