-- The indicators of domain section 5 for every area, township, village or group at once: the same events as
-- indicator_counts() counts for one filter, put beside each other. Exact; whoever tells them uses as_told().
create or replace function place_indicators(f jsonb, by text)
returns table (key int, name text, numerator bigint, denominator bigint) language plpgsql stable as $$
begin
  if by = 'area' then f := of_present_areas(f); end if;
  -- executed, so that `by` and the filter are constants for the planner
  return query execute $q$
    select e.key, e.clock, count(*) filter (where e.met), count(*)
    from (
      select case $2 when 'area' then m.area_id when 'township' then m.township_id when 'village' then m.village_id
        when 'group' then m.group_id end as key, c.clock, c.met
      from filtered_matters($1) m, clock_events(m) c
      where c.clock <> 'closed' and c.day between first_due($1) and last_due($1) and ($2 <> 'area' or m.area_id is not null)
    ) e
    where e.key is not null
    group by 1, 2
    union all
    select c.key, i.name, i.numerator, i.denominator
    from petition_counts($1 || '{"exact": true}', $2) c
    left join admin_unit u on $2 <> 'area' and u.id = c.key
    left join key_area k on $2 = 'area' and k.id = c.key,
    lateral (values ('repeat_share', c.repeat, c.petitions), ('overdue_share', c.overdue, c.open),
      ('household_rate', c.matters, coalesce(u.household_count, k.household_count)::bigint)) i (name, numerator, denominator)
    where c.key >= 0
  $q$ using f, by;
end $$;

-- A share of 0 to 1; matters per 1,000 households. Nothing below five: of the share's whole, of the rate's matters.
create or replace function indicator_value(name text, numerator bigint, denominator bigint) returns numeric
language sql immutable parallel safe as $$
  select case when name = 'household_rate' then
      case when numerator >= small_number() and denominator > 0 then round(1000.0 * numerator / denominator, 2) end
    when denominator >= small_number() then round(numerator::numeric / denominator, 4) end
$$;
