-- The frame around a measure, the text of one file of sql/measures. $1 resolved filter, $2 `area`,
-- `township`, `village` or `group`, $3 share | count | per_1000_households. Units and areas without a row count zero.
with m as (
  {measure}
),
places as (
  select u.id, u.code, u.name, u.household_count from admin_unit u where u.valid_to is null and u.level = $2::text
  union all
  select k.id, k.code, k.name, k.household_count from key_area k where k.valid_to is null and $2::text = 'area'
),
known as (
  select p.code, p.name, coalesce(m.numerator, 0) as numerator,
    case $3::text when 'count' then null when 'per_1000_households' then p.household_count else coalesce(m.denominator, 0) end as denominator,
    hides_small() and (coalesce(m.numerator, 0) between 1 and 4 or coalesce(m.denominator, 0) between 1 and 4) as small
  from places p left join m on m.key = p.id
),
-- one hidden cell alone would follow from the total: hide the next smallest with it
hidden as (
  select k.*, k.small or (
    (select count(*) from known where small) = 1 and not k.small and k.numerator > 0
    and k.code = (select code from known where not small and numerator > 0 order by numerator, code limit 1)) as hide
  from known k
),
told as (
  select h.*, case when h.hide or (h.denominator < small_number() and $3::text <> 'count') then null
    when $3::text = 'count' then h.numerator
    when $3::text = 'share' then round(h.numerator::numeric / h.denominator, 4)
    else round(1000.0 * h.numerator / nullif(h.denominator, 0), 2) end as value
  from hidden h
)
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of',
  'borders_on', case when $2::text = 'area' then borders_of_figures($1::jsonb) end,
  'rows', coalesce((select json_agg(json_build_object(
    'code', h.code, 'name', h.name, 'value', h.value,
    'numerator', case when h.hide then null else h.numerator end,
    'denominator', case when h.hide and $3::text = 'share' then null else h.denominator end,
    'under', case when h.hide then small_number() end) order by h.code) from told h), '[]'),
  -- of the values told, so that it says nothing about a hidden one; where those are in fives it is one of them
  'median', (select case when hides_small() then percentile_disc(0.5) within group (order by value)
    else round(percentile_cont(0.5) within group (order by value)::numeric, 4) end from told),
  'unlocated', (select coalesce(sum(as_told(numerator)), 0) from m where key in (-1, -4)),
  'outside', (select coalesce(sum(as_told(numerator)), 0) from m where key = -3),
  'coarser', (select coalesce(sum(as_told(numerator)), 0) from m where key = -2),
  'total', (select as_told(coalesce(sum(numerator), 0)::bigint) from m)
)::text as body
