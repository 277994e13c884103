-- $1 resolved filter, $2 first and $3 last quadkey of the tile, $4 budget: one record per matter,
-- `id,x,y,n,state,kind,overdue,matter_no` (web-mercator metres; the number of a confidential matter stays away),
-- records parted by U+001E; null when there are more petitions than the budget
with few as materialized (
  select p.county_code, p.matter_id, p.x, p.y, p.state, p.is_first, p.is_collective, p.is_open, p.due_on
  from filtered_petitions($1::jsonb) p
  where p.quadkey between $2::bigint and $3::bigint
  limit $4::int + 1
)
select case when (select count(*) from few) <= $4::int then coalesce((
  select string_agg(
    concat_ws(',', g.matter_id, g.x, g.y, g.n, t.code, g.kind, g.overdue::int,
      case when m.confidential then '' else translate(m.matter_no, chr(30), '') end), chr(30))
  from (
    select f.county_code, f.matter_id, min(f.x) as x, min(f.y) as y, count(*) as n, min(f.state) as state,
      case when bool_or(f.is_collective) then 'collective' when bool_and(f.is_first) then 'first' else 'repeat' end as kind,
      bool_or(f.is_open and f.due_on < filter_date($1::jsonb, 'as_of')) is true as overdue
    from few f group by 1, 2
  ) g
  join matter m on m.county_code = g.county_code and m.id = g.matter_id
  join state t on t.id = g.state), '') end as points
