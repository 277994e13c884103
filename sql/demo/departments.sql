insert into department (county_code, code, name, level, unit_id)
select $2, d.code, d.name, d.level, case when d.level = 'township' then u.id end
from jsonb_to_recordset($1::jsonb) d (code text, name text, level text, unit_code text)
left join admin_unit u on u.county_code = $2 and u.code = d.unit_code
on conflict (county_code, code) do nothing
