-- $1 resolved filter: single points that outweigh their surroundings: more than ten petitions, and more than half of those of
-- their hexagon (500 metres) or a hundred. JSON array of [hex1, petitions, matters, petitions of the most repeated
-- matter, name of the village].
with one as (
  select p.hex1, p.x, p.y, p.matter_id, count(*) as n, min(p.village_id) as village from filtered_petitions($1::jsonb) p where p.hex1 is not null group by p.county_code, 1, 2, 3, 4),
at as (select o.hex1, o.x, o.y, sum(o.n)::int as n, count(*)::int as m, max(o.n)::int as top, min(o.village) as village from one o group by 1, 2, 3),
cell as (select a.hex1, sum(a.n)::int as n from at a group by 1)
select coalesce(json_agg(json_build_array(f.hex1, f.n, f.m, f.top, nullif(concat(t.name, v.name), '')) order by f.n desc, f.hex1), '[]')::text as text
from (
  select a.hex1, a.n, a.m, a.top, a.village from at a join cell c on c.hex1 = a.hex1
  where a.n > 10 and (a.n * 2 > c.n or a.n >= 100) order by a.n desc, a.hex1 limit 100) f
left join admin_unit v on v.id = f.village left join admin_unit t on t.id = v.parent_id
