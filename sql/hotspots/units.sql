-- $1 level, $2 the period before as resolved filter or null, $3 the filter itself: the units that are compared, with
-- households, a point inside, matters of the period before, and whether anything is open.
with before as (
  select {key} as key, count(*) filter (where p.prev_on is null or p.prev_on < filter_date($2::jsonb, 'from')) as matters
  from filtered_petitions($2::jsonb) p where $2::jsonb is not null and p.place_status = 1 group by 1),
still as (select {key} as key, count(*) as n from petition p where p.is_open group by 1)
select coalesce(json_agg(json_build_array(u.id, u.code, u.name, u.household_count, st_x(c.at), st_y(c.at),
    coalesce(b.matters, 0), coalesce(o.n, 0), t.name) order by u.code), '[]')::text as text
from admin_unit u
left join admin_unit t on t.id = u.parent_id and u.level <> 'township'
left join before b on b.key = u.id
left join still o on o.key = u.id
cross join lateral (select coalesce(u.point, st_pointonsurface(u.geom)) as at) c
where u.valid_to is null and u.level = $1::text
  and ($3::jsonb -> 'township_ids' is null or u.township_id = any (int_array($3::jsonb -> 'township_ids')))
  and ($3::jsonb -> 'village_ids' is null or u.village_id = any (int_array($3::jsonb -> 'village_ids')))
  and ($3::jsonb -> 'group_ids' is null or u.group_id = any (int_array($3::jsonb -> 'group_ids')))
