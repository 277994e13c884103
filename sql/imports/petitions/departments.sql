insert into department (county_code, code, name, import_run_id)
select distinct $1, 'f-' || substr(encode(sha256(convert_to(s.department, 'UTF8')), 'hex'), 1, 10), s.department, $2::bigint
from import_stage s
where s.department is not null
  and not exists (select from department d where d.county_code = $1 and d.name = s.department)
on conflict do nothing;

create temp table import_department as
select d.name, min(d.id) as id from department d where d.county_code = $1 group by d.name;
analyze import_department;
