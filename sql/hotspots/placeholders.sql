-- Points on which a geocoder piled up addresses: findings on the quality of data, never hot spots. Only who works on data sees them.
select coalesce(json_agg(json_build_object('lon', round(st_x(h.geom)::numeric, 5), 'lat', round(st_y(h.geom)::numeric, 5),
  'addresses', h.address_count, 'matters', h.matter_count, 'state', h.state) order by h.matter_count desc), '[]')::text as text
from placeholder_point h where h.state <> 'cleared'
