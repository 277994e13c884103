-- $1 resolved filter, $2 whether the points are asked for: the placed matters of the period, read once.
-- `matters`: those alike together, `keys,n,r,m;...`, n petitions of which r repeats, m matters; an absent key is empty.
-- `repeating`: single points that outweigh their surroundings: more than ten petitions, and more than half of those of their
-- hexagon (500 metres) or a hundred. JSON array of [hex1, petitions, matters, petitions of the most repeated matter, name of
-- the village].
with one as materialized (
  select {least}, min(p.hex1) as ground, min(p.x) as x, min(p.y) as y, min(p.village_id) as village,
    count(*) as n, count(*) filter (where not p.is_first) as r
  from filtered_petitions($1::jsonb) p
  where p.place_status = 1
  group by p.county_code, p.matter_id
),
alike as (select {keys}, o.n, o.r, count(*) as m from one o group by {keys}, o.n, o.r),
at as (
  select o.ground, o.x, o.y, sum(o.n)::int as n, count(*)::int as m, max(o.n)::int as top, min(o.village) as village
  from one o where $2::boolean group by 1, 2, 3),
cell as (select a.ground, sum(a.n)::int as n from at a group by 1),
heavy as (
  select a.* from at a join cell c on c.ground = a.ground
  where a.n > 10 and (a.n * 2 > c.n or a.n >= 100) order by a.n desc, a.ground limit 100)
select
  (select coalesce(string_agg(concat_ws(',', {told}, s.n, s.r, s.m), ';'), '') from alike s) as matters,
  (select coalesce(json_agg(json_build_array(f.ground, f.n, f.m, f.top, nullif(concat(t.name, v.name), '')) order by f.n desc, f.ground), '[]')
    from heavy f left join admin_unit v on v.id = f.village left join admin_unit t on t.id = v.parent_id)::text as repeating
