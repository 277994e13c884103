-- $1 resolved filter, $2 the period before, $3 the same period a year before (null without a period), $4 keys and $5 the
-- number of the hot spot that each belongs to: what lies behind each hot spot. `{near}` says once more where these places are, in words
-- that an index understands: a county is not read for three cells.
with cell as (select * from unnest($4::bigint[], $5::int[]) as t (key, spot)),
hit as materialized (
  select c.spot, p.* from filtered_petitions($1::jsonb) p join cell c on c.key = {key} where p.place_status = 1 and {near}),
one as materialized (
  select h.spot, h.county_code, h.matter_id, count(*) as n, count(*) filter (where not h.is_first) as r, min(h.category) as category,
    min(h.x) as x, min(h.y) as y, bool_or(h.is_open) as open, bool_or(h.is_open and h.due_on < filter_date($1::jsonb, 'as_of')) is true as overdue
  from hit h group by 1, 2, 3),
sums as (
  select o.spot, sum(o.n)::int as petitions, count(*)::int as matters, sum(o.r)::int as repeats, max(o.n)::int as top,
    count(*) filter (where o.open)::int as open, count(*) filter (where o.overdue)::int as overdue,
    count(*) filter (where o.n = 1)::int as b1, count(*) filter (where o.n between 2 and 5)::int as b5, count(*) filter (where o.n between 6 and 10)::int as b10,
    count(*) filter (where o.n between 11 and 30)::int as b30, count(*) filter (where o.n between 31 and 50)::int as b50, count(*) filter (where o.n > 50)::int as more
  from one o group by 1),
place as (
  select q.spot, count(*)::int as places, max(q.m)::int as most from (
    select o.spot, o.x, o.y, count(*) as m from one o group by 1, 2, 3) q group by 1),
topic as (
  select q.spot, json_agg(json_build_object('code', lpad(q.category::text, 6, '0'), 'name', c.name_zh, 'name_en', c.name_en, 'matters', q.m) order by q.m desc, q.category) as top
  from (
    select o.spot, o.category, count(*)::int as m, row_number() over (partition by o.spot order by count(*) desc, o.category) as rank
    from one o where o.category is not null group by 1, 2) q
  left join category c on c.code = q.category
  where q.rank <= 3 group by 1),
past as (
  select c.spot, 0 as which, count(*) filter (where p.prev_on is null or p.prev_on < filter_date($2::jsonb, 'from'))::int as matters
  from filtered_petitions($2::jsonb) p join cell c on c.key = {key} where $2::jsonb is not null and p.place_status = 1 and {near} group by 1
  union all
  select c.spot, 1, count(*) filter (where p.prev_on is null or p.prev_on < filter_date($3::jsonb, 'from'))::int
  from filtered_petitions($3::jsonb) p join cell c on c.key = {key} where $3::jsonb is not null and p.place_status = 1 and {near} group by 1),
ground as (
  select distinct on (q.spot) q.spot, v.code as village, v.name as village_name, t.name as township_name, a.code as area, a.name as area_name
  from (
    select h.spot, h.village_id, mode() within group (order by h.area_id) as area_id, count(distinct h.matter_id) as m from hit h group by 1, 2) q
  left join admin_unit v on v.id = q.village_id left join admin_unit t on t.id = v.parent_id left join key_area a on a.id = q.area_id
  order by q.spot, q.m desc, q.village_id)
select coalesce(json_agg(json_build_object(
  'spot', s.spot, 'petitions', s.petitions, 'matters', s.matters, 'repeats', s.repeats, 'top_matter', s.top, 'open', s.open, 'overdue', s.overdue,
  'bands', json_build_array(s.b1, s.b5, s.b10, s.b30, s.b50, s.more), 'places', p.places, 'most_in_one_place', p.most,
  'categories', coalesce(t.top, '[]'),
  'previous', case when $2::jsonb is not null then coalesce((select b.matters from past b where b.spot = s.spot and b.which = 0), 0) end,
  'last_year', case when $3::jsonb is not null then coalesce((select b.matters from past b where b.spot = s.spot and b.which = 1), 0) end,
  'village', g.village, 'village_name', g.village_name, 'township_name', g.township_name,
  'area', g.area, 'area_name', g.area_name) order by s.spot), '[]')::text as text
from sums s join place p on p.spot = s.spot left join topic t on t.spot = s.spot left join ground g on g.spot = s.spot
