-- $1 resolved filter, $2 the same period a year before or null, $3 keys and $4 the number of the hot spot that each belongs to: what
-- lies behind each hot spot. `{near}` says once more where these places are, in words that an index understands: a county is
-- not read for three cells.
with cell as (select * from unnest($3::bigint[], $4::int[]) as t (key, spot)),
one as materialized (
  select c.spot, p.county_code, p.matter_id, count(*) as n, count(*) filter (where not p.is_first) as r, min(p.category) as category,
    min(p.x) as x, min(p.y) as y, min(p.village_id) as village_id, min(p.area_id) as area_id,
    bool_or(p.is_open) as open, bool_or(p.is_open and p.due_on < filter_date($1::jsonb, 'as_of')) is true as overdue
  from filtered_petitions($1::jsonb) p join cell c on c.key = {key} where p.place_status = 1 and {near} group by 1, 2, 3),
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
  select q.spot, json_agg(json_build_object('code', lpad(q.category::text, 6, '0'), 'name', category_words(q.category, false), 'name_en', category_words(q.category, true), 'matters', q.m) order by q.m desc, q.category) as top
  from (
    select o.spot, o.category, count(*)::int as m, row_number() over (partition by o.spot order by count(*) desc, o.category) as rank
    from one o where o.category is not null group by 1, 2) q
  where q.rank <= 3 group by 1),
past as (
  select c.spot, count(*) filter (where p.prev_on is null or p.prev_on < filter_date($2::jsonb, 'from'))::int as matters
  from filtered_petitions($2::jsonb) p join cell c on c.key = {key} where $2::jsonb is not null and p.place_status = 1 and {near} group by 1),
-- the village with most matters, and the area of most of its petitions
ground as (
  select distinct on (q.spot) q.spot, v.code as village, v.name as village_name, t.code as township, t.name as township_name, a.code as area, a.name as area_name
  from (
    select l.spot, l.village_id, sum(l.m) as m, (array_agg(l.area_id order by l.n desc, l.area_id) filter (where l.area_id is not null))[1] as area_id
    from (select o.spot, o.village_id, o.area_id, count(*) as m, sum(o.n) as n from one o group by 1, 2, 3) l group by 1, 2) q
  left join admin_unit v on v.id = q.village_id left join admin_unit t on t.id = v.parent_id left join key_area a on a.id = q.area_id
  order by q.spot, q.m desc, q.village_id)
select coalesce(json_agg(json_build_object(
  'spot', s.spot, 'petitions', s.petitions, 'matters', s.matters, 'repeats', s.repeats, 'top_matter', s.top, 'open', s.open, 'overdue', s.overdue,
  'bands', json_build_array(s.b1, s.b5, s.b10, s.b30, s.b50, s.more), 'places', p.places, 'most_in_one_place', p.most,
  'categories', coalesce(t.top, '[]'),
  'last_year', case when $2::jsonb is not null then coalesce((select b.matters from past b where b.spot = s.spot), 0) end,
  'village', g.village, 'village_name', g.village_name, 'township', g.township, 'township_name', g.township_name,
  'area', g.area, 'area_name', g.area_name) order by s.spot), '[]')::text as text
from sums s join place p on p.spot = s.spot left join topic t on t.spot = s.spot left join ground g on g.spot = s.spot
