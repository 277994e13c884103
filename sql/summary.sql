-- $1 the resolved filter. Counts of the filter, the previous period and the same period last year, with indicators.
with windows (name, f) as (
  values ('now', $1::jsonb), ('previous', shift_filter($1::jsonb, 'previous')), ('last_year', shift_filter($1::jsonb, 'last_year'))
),
counts as (
  select 'now' as name, c.* from petition_counts($1::jsonb, 'place') c
  union all
  select 'previous', c.* from petition_counts(shift_filter($1::jsonb, 'previous'), 'place') c where $1::jsonb ? 'from'
  union all
  select 'last_year', c.* from petition_counts(shift_filter($1::jsonb, 'last_year'), 'place') c where $1::jsonb ? 'from'
),
indicators as (
  select 'now' as name, i.* from indicator_counts($1::jsonb) i (indicator, numerator, denominator)
  union all
  select 'previous', i.* from indicator_counts(shift_filter($1::jsonb, 'previous')) i where $1::jsonb ? 'from'
  union all
  select 'last_year', i.* from indicator_counts(shift_filter($1::jsonb, 'last_year')) i where $1::jsonb ? 'from'
  union all
  select c.name, 'repeat_share', sum(c.repeat), sum(c.petitions) from counts c group by c.name
),
bodies as (
  select w.name, jsonb_build_object(
      'petitions', coalesce(sum(c.petitions), 0), 'people', coalesce(sum(c.people), 0),
      'matters', coalesce(sum(c.matters), 0), 'first', coalesce(sum(c.first), 0), 'repeat', coalesce(sum(c.repeat), 0),
      'collective', coalesce(sum(c.collective), 0), 'collective_people', coalesce(sum(c.collective_people), 0),
      'open', coalesce(sum(c.open), 0), 'closed', coalesce(sum(c.petitions) - sum(c.open), 0),
      'overdue', coalesce(sum(c.overdue), 0),
      'located', coalesce(sum(c.petitions) filter (where c.key = -2), 0),
      'unlocated', coalesce(sum(c.petitions) filter (where c.key in (-1, -4)), 0),
      'outside', coalesce(sum(c.petitions) filter (where c.key = -3), 0),
      'from', w.f ->> 'from', 'to', w.f ->> 'to',
      'indicators', coalesce((
        select jsonb_object_agg(i.indicator, jsonb_build_object(
          'value', case when i.denominator >= 5 then round(i.numerator::numeric / i.denominator, 4) end,
          'numerator', i.numerator, 'denominator', i.denominator))
        from indicators i where i.name = w.name), '{}')) as body
  from windows w left join counts c on c.name = w.name
  where w.f is not null
  group by w.name, w.f
)
select (
  (select body from bodies where name = 'now') || jsonb_build_object(
    'as_of', $1::jsonb ->> 'as_of',
    'previous', (select body from bodies where name = 'previous'),
    'last_year', (select body from bodies where name = 'last_year'))
)::text as body
