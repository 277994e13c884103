-- $1 the resolved filter, $2 the parts asked for: ["counts"], ["indicators"] or both. Counts of the filter, the previous
-- period and the same period last year, with indicators; what was not asked for is 0 or absent. `version` is the state of the
-- data that was read: parts of one state belong together.
with periods as materialized (
  select p.period, p.f, p.f ->> 'from' as since, p.f ->> 'to' as until from compared_periods($1::jsonb) p
),
-- the previous year is the same period last year: counted once
spans as materialized (select distinct on (since, until) since, until, f from periods),
counts as materialized (
  select d.since, d.until, c.*
  from spans d cross join lateral petition_counts(d.f, 'place') c
  where $2::jsonb ? 'counts'
),
indicators as (
  select i.* from indicator_counts($1::jsonb) i (period, indicator, numerator, denominator) where $2::jsonb ? 'indicators'
  union all
  -- of responses, which are few beside the petitions
  select p.period, r.name, r.numerator, r.denominator
  from (select d.since, d.until, r.* from spans d cross join lateral response_indicators(d.f) r where $2::jsonb ? 'indicators') r
  join periods p on (r.since, r.until) is not distinct from (p.since, p.until)
  union all
  select p.period, 'repeat_share', coalesce(sum(c.repeat), 0), coalesce(sum(c.petitions), 0)
  from periods p left join counts c on (c.since, c.until) is not distinct from (p.since, p.until)
  where $2::jsonb ? 'counts' group by p.period
),
-- those asked by a revisit are a share of the closed matters, which the clocks have counted beside their own
told as (
  select i.period, i.indicator, i.numerator, case i.indicator when 'evaluated_share' then
    (select c.denominator from indicators c where c.period = i.period and c.indicator = 'closed') else i.denominator end as denominator
  from indicators i where i.indicator <> 'closed'
),
bodies as (
  select p.period, jsonb_build_object(
      'petitions', coalesce(sum(c.petitions), 0), 'people', coalesce(sum(c.people), 0),
      'matters', coalesce(sum(c.matters), 0), 'first', coalesce(sum(c.first), 0), 'repeat', coalesce(sum(c.repeat), 0),
      'collective', coalesce(sum(c.collective), 0), 'collective_people', coalesce(sum(c.collective_people), 0),
      'open', coalesce(sum(c.open), 0), 'closed', coalesce(sum(c.petitions) - sum(c.open), 0),
      'overdue', coalesce(sum(c.overdue), 0),
      'located', coalesce(sum(c.petitions) filter (where c.key = -2), 0),
      'unlocated', coalesce(sum(c.petitions) filter (where c.key in (-1, -4)), 0),
      'outside', coalesce(sum(c.petitions) filter (where c.key = -3), 0),
      'from', p.since, 'to', p.until,
      'indicators', coalesce((
        select jsonb_object_agg(i.indicator, jsonb_build_object(
          'value', case when i.denominator >= small_number() then round(i.numerator::numeric / i.denominator, 4) end,
          'numerator', i.numerator, 'denominator', i.denominator))
        from told i where i.period = p.period), '{}')) as body
  from periods p left join counts c on (c.since, c.until) is not distinct from (p.since, p.until)
  group by p.period, p.since, p.until
)
select jsonb_build_object(
  'version', (select coalesce(sum(v.version), 0) from data_version v),
  'as_of', $1::jsonb ->> 'as_of',
  'borders_on', borders_of_filter($1::jsonb),
  'now', (select body from bodies where period = 'now'),
  'previous', (select body from bodies where period = 'previous'),
  'last_year', (select body from bodies where period = 'last_year')
)::text as body
