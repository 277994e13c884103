-- Five ones of an area's response: how many of the five are there. Units have none.
select area_id as key, sum(n) as numerator, 5 * count(*) as denominator from five_ones($1::jsonb)
where $2::text = 'area' and area_id is not null group by 1
