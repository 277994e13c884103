-- The caller's own named views of the map, the last saved first.
select json_build_object('rows', coalesce(json_agg(json_build_object('name', v.name, 'query', v.query,
  'saved_at', to_char(v.saved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by v.saved_at desc, v.name), '[]'))::text as body
from saved_view v
