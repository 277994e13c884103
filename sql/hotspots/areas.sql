-- As units.sql, for key areas; $1 is `area`. The last row (id 0) stands for the rest of the county: its households.
with before as (
  select p.area_id as key, count(*) filter (where p.prev_on is null or p.prev_on < filter_date($2::jsonb, 'from')) as matters
  from filtered_petitions($2::jsonb) p where $2::jsonb is not null and p.place_status = 1 group by 1),
still as (select p.area_id as key, count(*) as n from petition p where p.is_open group by 1),
area as (
  select k.* from key_area k where $1::text = 'area' and k.valid_to is null
    and ($3::jsonb -> 'area_ids' is null or k.id = any (int_array($3::jsonb -> 'area_ids'))))
select json_agg(r.one order by r.sort, r.code)::text as text
from (
  select 0 as sort, k.code, json_build_array(k.id, k.code, k.name, k.household_count, st_x(st_pointonsurface(k.geom)), st_y(st_pointonsurface(k.geom)),
    coalesce(b.matters, 0), coalesce(o.n, 0), n.name_zh) as one
  from area k join key_area_kind n on n.code = k.kind left join before b on b.key = k.id left join still o on o.key = k.id
  union all
  select 1, '', json_build_array(0, '', '', greatest(0, coalesce((
      select sum(u.household_count) from admin_unit u where u.id = any (scope_units())), 0)
    - coalesce((select sum(k.household_count) from area k), 0)), null, null, 0, 0, null)
) r
