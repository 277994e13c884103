-- Points on which a geocoder piled up many addresses, those nobody has judged first. `waiting`: matters that stand there now
-- and count as without place.
select json_build_object('type', 'FeatureCollection', 'as_of', (now() at time zone 'Asia/Shanghai')::date,
  'features', coalesce(json_agg(json_build_object(
    'type', 'Feature', 'id', h.id::text, 'geometry', st_asgeojson(h.geom, 6)::json,
    'properties', json_build_object('id', h.id, 'state', h.state, 'spot_count', h.address_count, 'matter_count', h.matter_count,
      'found_on', (h.found_at at time zone 'Asia/Shanghai')::date, 'waiting', w.n,
      'unit_name', (select coalesce(t.name, '') from admin_unit u left join admin_unit t on t.id = u.township_id where u.id = unit_at(h.geom)))
  ) order by h.state <> 'found', h.matter_count desc, h.id), '[]'))::text as body
from placeholder_point h
cross join lateral (
  select count(*) as n from matter m where m.county_code = h.county_code and m.kinds > 0 and m.place_status = 3 and m.geom && h.geom and st_equals(m.geom, h.geom)) w
