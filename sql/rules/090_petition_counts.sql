-- The counts behind every figure: one function, so that map, number, ranking and report cannot disagree.
-- `by`: area, township, village, group, or place (status). Rows without a key get a negative one by their place
-- status: -1 without place, -2 placed but not to this level (or in no area), -3 outside the county, -4 placeholder.
--
-- Distinct matters of a period are its petitions whose previous petition lies before the period; only a filter on
-- single petitions (`by_petition`: channel, repeat, collective, text) has to look at each matter.
create or replace function petition_counts(f jsonb, by text) returns table (
  key int, petitions bigint, people bigint, matters bigint, first bigint, repeat bigint, collective bigint,
  collective_people bigint, open bigint, overdue bigint
) language sql stable parallel safe as $$
  select c.key, c.petitions, c.people, coalesce(d.matters, c.matters), c.first, c.petitions - c.first, c.collective,
    c.collective_people, c.open, c.overdue
  from (
    select
      coalesce(case by when 'area' then p.area_id when 'township' then p.township_id when 'village' then p.village_id
        when 'group' then p.group_id end, -1 - p.place_status) as key,
      count(*) as petitions,
      sum(p.people_count) as people,
      count(*) filter (where p.prev_on is null or p.prev_on < filter_date(f, 'from')) as matters,
      count(*) filter (where p.is_first) as first,
      count(*) filter (where p.is_collective) as collective,
      coalesce(sum(p.people_count) filter (where p.is_collective), 0) as collective_people,
      count(*) filter (where p.is_open) as open,
      count(*) filter (where p.is_open and p.due_on < filter_date(f, 'as_of')) as overdue
    from filtered_petitions(f) p
    group by 1
  ) c
  left join (
    select s.key, count(*) as matters
    from (
      select distinct
        coalesce(case by when 'area' then p.area_id when 'township' then p.township_id when 'village' then p.village_id
          when 'group' then p.group_id end, -1 - p.place_status) as key,
        p.county_code, p.matter_id
      from filtered_petitions(f) p
      where f -> 'by_petition' is not null
    ) s
    group by 1
  ) d on d.key = c.key
$$;

-- The same filter one period or one year earlier; null when the filter has no start. Calendar months, quarters and
-- years are compared with their like, everything else with the same number of days before.
create or replace function shift_filter(f jsonb, back text) returns jsonb language sql immutable parallel safe as $$
  select case when f ->> 'from' is null then null else f || jsonb_build_object(
    'from', (s.since - s.step)::date, 'to', (s.until - s.step)::date) end
  from (
    select since, until, case
        when back = 'last_year' then interval '1 year'
        when since = date_trunc('month', since) and until < since + interval '1 month' then interval '1 month'
        when since = date_trunc('quarter', since) and until < since + interval '3 months' then interval '3 months'
        when since = date_trunc('year', since) and until < since + interval '1 year' then interval '1 year'
        else make_interval(days => until::date - since::date + 1)
      end as step
    from (select (f ->> 'from')::date::timestamp as since, (f ->> 'to')::date::timestamp as until) d
  ) s
$$;

-- Fewer than five in a cell is shown as "<5" to those who may not see rows (domain section 2.4); where one cell alone
-- would be hidden, the next smallest is hidden too, so that nothing follows by subtraction.
create or replace function hides_small() returns boolean language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('app.role', true), ''), '') = 'wall' $$;
