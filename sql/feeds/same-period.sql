-- $1 resolved filter, $2 {years}. The filter's period and the same days of earlier years, with the average of those years
-- that the data reach back to (all but a twentieth of their days): an average over years without data would flatter or
-- blame by nothing.
with known as (
  select min(p.received_on) as since, max(p.received_on) as until from petition p where p.county_code = installation_county()
),
years as (
  select n, $1::jsonb || jsonb_build_object(
    'from', (($1::jsonb ->> 'from')::date - make_interval(years => n))::date,
    'to', (($1::jsonb ->> 'to')::date - make_interval(years => n))::date) as f
  from generate_series(0, ($2::jsonb ->> 'years')::int) n
  where $1::jsonb ->> 'from' is not null
),
counted as (
  select y.n, y.f ->> 'from' as since, y.f ->> 'to' as until,
    coalesce((k.since - (y.f ->> 'from')::date) * 20 <= (y.f ->> 'to')::date - (y.f ->> 'from')::date + 1, false) as covered,
    coalesce(c.petitions, 0) as petitions, coalesce(c.matters, 0) as matters, coalesce(c.repeat, 0) as repeat,
    coalesce(c.collective, 0) as collective
  from years y cross join known k, lateral (
    select sum(p.petitions)::bigint as petitions, sum(p.matters)::bigint as matters, sum(p.repeat)::bigint as repeat,
      sum(p.collective)::bigint as collective
    -- what is told of each year, not of each place status
    from petition_counts(y.f, 'place') p) c
)
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of',
  'data_from', (select since from known), 'data_to', (select until from known),
  'average', (select round(avg(petitions), 1) from counted where n > 0 and covered),
  'averaged_years', (select count(*) from counted where n > 0 and covered),
  'rows', coalesce((select json_agg(json_build_object(
    'years_back', n, 'from', since, 'to', until, 'covered', covered,
    'petitions', petitions, 'matters', matters, 'repeat', repeat, 'collective', collective) order by n) from counted), '[]')
)::text as body
