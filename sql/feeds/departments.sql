-- Offices that can be made responsible: those of the county, and those of the caller's units.
select json_build_object('rows', coalesce(json_agg(json_build_object('code', d.code, 'name', d.name, 'level', d.level,
  'unit_code', u.code) order by level_rank(d.level), d.code), '[]'))::text as body
from department d left join admin_unit u on u.id = d.unit_id
