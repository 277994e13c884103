-- $1 resolved filter: single points that outweigh their surroundings: more than ten petitions, and more than half of those of
-- their hexagon (500 metres) or a hundred. JSON array of [hex1, petitions, matters, petitions of the most repeated
-- matter, name of the village]. Points and hexagons are counted in one pass, matters at the few points that are found alone.
with counted as materialized (
  select p.hex1, p.x, p.y, count(*)::int as n from filtered_petitions($1::jsonb) p where p.hex1 is not null
  group by grouping sets ((p.hex1), (p.hex1, p.x, p.y)) having count(*) > 10),
heavy as materialized (
  select a.* from counted a join counted c on c.hex1 = a.hex1 and c.x is null
  where a.x is not null and (a.n * 2 > c.n or a.n >= 100) order by a.n desc, a.hex1 limit 100)
select coalesce(json_agg(json_build_array(h.hex1, h.n, f.m, f.top, nullif(concat(t.name, v.name), '')) order by h.n desc, h.hex1), '[]')::text as text
from heavy h
cross join lateral (
  select count(*)::int as m, max(o.n)::int as top, min(o.village) as village from (
    select count(*) as n, min(p.village_id) as village from filtered_petitions($1::jsonb) p
    where p.hex1 is not null and p.x = h.x and p.y = h.y group by p.county_code, p.matter_id) o) f
left join admin_unit v on v.id = f.village left join admin_unit t on t.id = v.parent_id
