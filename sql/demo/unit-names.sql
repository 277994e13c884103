-- $1 [{code, name, kind}]: the gazetteer of the demo county.
insert into unit_name (county_code, unit_id, name, kind)
select $2, u.id, n.name, n.kind from jsonb_to_recordset($1::jsonb) n (code text, name text, kind text)
join admin_unit u on u.county_code = $2 and u.code = n.code
on conflict do nothing
