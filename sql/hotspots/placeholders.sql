-- Points on which a geocoder piled up addresses: findings on the quality of data, never hot spots. Only who works on data sees them.
-- Points within some thirty metres (0.0003 degrees) of each other are one finding, told at the heaviest of them: a geocoder that
-- rounds its fall-back differently does not find twice as much. Each is judged by itself on the page of places.
with near as (
  select h.*, st_clusterdbscan(h.geom, 0.0003, 1) over (partition by h.state) as finding from placeholder_point h where h.state <> 'cleared'
), finding as (
  select (array_agg(n.geom order by n.matter_count desc, n.id))[1] as geom, sum(n.address_count)::int as addresses, sum(n.matter_count)::int as matters,
    count(*)::int as points, n.state from near n group by n.state, n.finding
)
select coalesce(json_agg(json_build_object('lon', round(st_x(f.geom)::numeric, 5), 'lat', round(st_y(f.geom)::numeric, 5),
  'addresses', f.addresses, 'matters', f.matters, 'points', f.points, 'state', f.state) order by f.matters desc), '[]')::text as text
from finding f
