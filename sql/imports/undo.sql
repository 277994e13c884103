-- Takes back what the run $2 of the county $1 made and changed; followers were looked for before.
delete from petition where county_code = $1 and import_run_id = $2;
delete from matter where county_code = $1 and import_run_id = $2;
delete from place_history where county_code = $1 and import_run_id = $2;
delete from misconduct_count where county_code = $1 and import_run_id = $2;
delete from misconduct_seen where county_code = $1 and import_run_id = $2;
select restore_before($1, $2, 'matter');
select restore_before($1, $2, 'petition');
-- what is left of a matter may have known of a petition that is gone
select order_petitions($1);
select restore_before($1, $2, 'placeholder_point');
delete from placeholder_point where county_code = $1 and import_run_id = $2;
delete from unit_succession where import_run_id = $2;
delete from unit_name where county_code = $1 and import_run_id = $2;
-- children of what goes away go back to their parents first; the rows of ended units open again last
update admin_unit u set parent_id = (b.before ->> 'parent_id')::int
from import_before b
where b.county_code = $1 and b.run_id = $2 and b.table_name = 'admin_unit' and u.id = b.row_id;
delete from admin_unit where import_run_id = $2 and level = 'group';
delete from admin_unit where import_run_id = $2 and level = 'village';
delete from admin_unit where import_run_id = $2 and level = 'township';
delete from admin_unit where import_run_id = $2;
select restore_before($1, $2, 'admin_unit');
delete from key_area where county_code = $1 and import_run_id = $2;
select restore_before($1, $2, 'key_area');
update key_area set geom = geom where county_code = $1 and valid_to is null
  and exists (select from import_run r where r.county_code = $1 and r.id = $2 and r.kind = 'units');
select restore_before($1, $2, 'calendar_day');
select index_calendar() where exists (select from import_run r where r.county_code = $1 and r.id = $2 and r.kind = 'holidays');
delete from category c where c.import_run_id = $2 and c.level = 3 and not exists (select from matter m where m.category = c.code);
delete from category c where c.import_run_id = $2 and c.level = 2 and not exists (select from matter m where m.category = c.code)
  and not exists (select from category x where x.parent = c.code);
delete from category c where c.import_run_id = $2 and not exists (select from matter m where m.category = c.code)
  and not exists (select from category x where x.parent = c.code);
delete from department d where d.county_code = $1 and d.import_run_id = $2
  and not exists (select from matter m where m.county_code = $1 and m.department_id = d.id);
delete from import_before where county_code = $1 and run_id = $2;
update import_run set state = 'undone', undone_at = now() where county_code = $1 and id = $2;
