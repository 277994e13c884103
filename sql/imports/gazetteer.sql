-- Current units with every name of theirs. What a predecessor was called, its successors may still be called.
select jsonb_build_object(
  'id', u.id, 'code', u.code, 'name', u.name, 'level', u.level, 'townshipId', u.township_id, 'villageId', u.village_id,
  'names', coalesce((
    select jsonb_agg(jsonb_build_object('name', n.name, 'kind', n.kind) order by n.id)
    from unit_name n where n.unit_id = u.id
  ), '[]')) as unit
from admin_unit u
where u.county_code = $1 and u.valid_to is null
order by u.code collate "C"
