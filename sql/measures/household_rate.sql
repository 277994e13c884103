-- Distinct matters per 1,000 households: the denominator is the unit's or area's own households.
select c.key, c.matters as numerator, coalesce(u.household_count, k.household_count)::bigint as denominator
from petition_counts($1::jsonb, $2::text) c
left join admin_unit u on u.id = c.key and $2::text <> 'area'
left join key_area k on k.id = c.key and $2::text = 'area'
