-- $1 resolved filter, $2 {by, code}. Every indicator of every area, or unit of a level, and the median of those that have
-- a value; `code` leaves one row, beside the median of all. Households are no secret of petitions and told as they are.
with places as (
  select k.id, k.code, k.name from key_area k where k.valid_to is null and $2::jsonb ->> 'by' = 'area'
  union all
  select u.id, u.code, u.name from admin_unit u where u.valid_to is null and u.level = $2::jsonb ->> 'by'
),
told as (
  select p.code, i.name, n.numerator, n.denominator, indicator_value(i.name, n.numerator, n.denominator) as value
  from place_indicators($1::jsonb, $2::jsonb ->> 'by') i join places p on p.id = i.key,
  lateral (values (as_told(i.numerator), case i.name when 'household_rate' then i.denominator else as_told(i.denominator) end))
    n (numerator, denominator)
)
select json_build_object(
  'by', $2::jsonb ->> 'by', 'as_of', $1::jsonb ->> 'as_of',
  'borders_on', case when $2::jsonb ->> 'by' = 'area' then borders_of_figures($1::jsonb) end,
  'from', $1::jsonb ->> 'from', 'to', $1::jsonb ->> 'to',
  'median', coalesce((select json_object_agg(m.name, json_build_object('value', m.value, 'n', m.n) order by m.name collate "C") from (
    select t.name, round(percentile_cont(0.5) within group (order by t.value)::numeric, 4) as value, count(*) as n
    from told t where t.value is not null group by t.name) m), '{}'),
  'rows', coalesce((select json_agg(json_build_object(
    'code', p.code, 'name', p.name,
    'indicators', coalesce((select json_object_agg(t.name, json_build_object(
      'value', t.value, 'numerator', t.numerator, 'denominator', t.denominator)
      order by t.name collate "C") from told t where t.code = p.code), '{}')
    ) order by p.code) from places p where coalesce(p.code = $2::jsonb ->> 'code', true)), '[]')
)::text as body
