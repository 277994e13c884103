-- Puts the rows of a table back as they were before an import run, every column of them.
create or replace function restore_before(county text, run bigint, changed regclass) returns bigint
language plpgsql set search_path = public, pg_temp as $$
declare
  columns text;
  matched text := case changed
    when 'matter'::regclass then 't.county_code = b.county_code and t.id = b.row_id'
    when 'petition'::regclass then 't.county_code = b.county_code and t.id = b.row_id'
    when 'placeholder_point'::regclass then 't.county_code = b.county_code and t.id = b.row_id'
    when 'calendar_day'::regclass then 't.day = date ''2000-01-01'' + b.row_id::int'
    else 't.id = b.row_id' end;
  restored bigint;
begin
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns
  from pg_attribute a where a.attrelid = changed and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
  execute format(
    'update %1$s t set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$s, b.before))
     from import_before b where b.county_code = $1 and b.run_id = $2 and b.table_name = $3 and %3$s',
    changed, columns, matched) using county, run, changed::text;
  get diagnostics restored = row_count;
  return restored;
end $$;

-- Runs and people who changed, after an import run, what it made or changed: it cannot be undone before them.
create or replace function import_followers(county text, run bigint) returns table (by_run bigint, subject text, n bigint)
language sql stable set search_path = public, pg_temp as $$
  with mine as (
    select b.table_name, b.row_id from import_before b where b.county_code = county and b.run_id = run
    union all select 'matter', m.id from matter m where m.county_code = county and m.import_run_id = run
    union all select 'petition', p.id from petition p where p.county_code = county and p.import_run_id = run
    union all select 'admin_unit', u.id from admin_unit u where u.import_run_id = run
    union all select 'key_area', k.id from key_area k where k.import_run_id = run
  )
  select b.run_id, b.table_name, count(*)
  from import_before b join import_run r on r.county_code = b.county_code and r.id = b.run_id and r.state = 'done' and not r.dry_run
  join mine using (table_name, row_id)
  where b.county_code = county and b.run_id > run
  group by 1, 2
  union all
  -- petitions that a later run added to the matters of this one
  select p.import_run_id, 'petition', count(*)
  from petition p join matter m on m.county_code = p.county_code and m.id = p.matter_id
  where p.county_code = county and p.import_run_id > run and m.import_run_id = run
  group by 1
  union all
  -- matters that later runs placed in its units and areas, units that later runs put below its own
  select m.import_run_id, 'matter', count(*)
  from matter m
  where m.county_code = county and m.import_run_id > run
    and exists (
      select from admin_unit u where u.import_run_id = run and u.id in (m.township_id, m.village_id, m.group_id))
  group by 1
  union all
  -- placed by hand in a unit of this run
  select null, m.matter_no, 1
  from matter m
  where m.county_code = county and coalesce(m.import_run_id, 0) <= run
    and exists (
      select from admin_unit u where u.import_run_id = run and u.id in (m.township_id, m.village_id, m.group_id))
    and not exists (select from import_before b where b.county_code = county and b.run_id = run and b.table_name = 'matter' and b.row_id = m.id)
  union all
  select c.import_run_id, 'admin_unit', count(*)
  from admin_unit c join admin_unit u on u.id = c.parent_id and u.import_run_id = run
  where c.import_run_id > run
  group by 1
  union all
  -- changed in the application: the version counts every change that no run made
  select null, m.matter_no, 1
  from matter m
  where m.county_code = county and m.import_run_id = run and m.version > 1
    and not exists (select from import_before b where b.county_code = county and b.table_name = 'matter' and b.row_id = m.id and b.run_id > run)
  union all
  select null, m.matter_no, 1
  from import_before b join matter m on m.county_code = b.county_code and m.id = b.row_id
  where b.county_code = county and b.run_id = run and b.table_name = 'matter' and m.version > (b.before ->> 'version')::int + 1
    and not exists (select from import_before l where l.county_code = county and l.table_name = 'matter' and l.row_id = m.id and l.run_id > run)
$$;
revoke execute on function restore_before, import_followers from public;
