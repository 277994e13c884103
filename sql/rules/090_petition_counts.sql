-- The counts behind every figure: one function, so that map, number, ranking and report cannot disagree.
-- `by`: area, township, village, group, or place (status). Rows without a key get a negative one by their place
-- status: -1 without place, -2 placed but not to this level (or in no area), -3 outside the county, -4 placeholder.
--
-- Distinct matters of a period are its petitions whose previous petition lies before the period. A filter on one channel
-- or on repeats asks for the previous one of these (`earlier`); other filters on single petitions (`by_petition`: several
-- channels, collective, text) look at each matter.
--
-- Where the filter allows it (`tallied`), whole months come from petition_tally, and the rows themselves are asked
-- for the days around them and for dates inside a month that the period's start or `as_of` cuts.

create or replace function tally_start(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return coalesce(first_whole_month((f ->> 'from')::date), '-infinity'); end $$;
create or replace function tally_end(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return coalesce(after_whole_months((f ->> 'to')::date), 'infinity'); end $$;
-- First day of the month that the period's start, or `as_of`, lies in; null when there is none.
create or replace function cut_month(f jsonb, name text) returns date language plpgsql immutable parallel safe as
  $$ begin return date_trunc('month', (f ->> name)::timestamp)::date; end $$;

create or replace function tallied_petitions(f jsonb) returns setof petition_tally language sql stable parallel safe as $$
  select t.* from petition_tally t where
    t.petitions <> 0
    and (f -> 'counties' is null or t.county_code = any (text_array(f -> 'counties')))
    and t.channel = coalesce((f -> 'channels' ->> 0)::smallint, 0)
    and t.month >= tally_start(f) and t.month < tally_end(f)
    and (f -> 'township_ids' is null or t.township_id = any (int_array(f -> 'township_ids')))
    and (f -> 'area_ids' is null or t.area_id = any (int_array(f -> 'area_ids'))
         or (f -> 'area_none' is not null and t.area_id = 0))
    and (f -> 'purposes' is null or t.purpose = any (int_array(f -> 'purposes')))
    and (f -> 'states' is null or t.state = any (int_array(f -> 'states')))
    and (f ->> 'kind' is distinct from 'first' or t.is_first)
    and (f ->> 'kind' is distinct from 'repeat' or not t.is_first)
    and (f ->> 'place' is distinct from 'placed' or t.place_status = 1)
    and (f ->> 'place' is distinct from 'unlocated' or t.place_status in (0, 3))
    and (f ->> 'place' is distinct from 'outside' or t.place_status = 2)
$$;

-- The previous petition of the same matter that counts under this filter.
create or replace function earlier_on(f jsonb, p petition) returns date language sql immutable parallel safe as $$
  select case f ->> 'earlier' when 'channel' then (p).channel_prev_on when 'repeat' then (p).repeat_prev_on else (p).prev_on end
$$;

-- The days of the period before and after its whole months, as filters of their own; which matters are new in them is
-- still decided by the period's own start.
create or replace function days_before_months(f jsonb) returns jsonb language plpgsql immutable parallel safe as $$
begin
  return f || jsonb_build_object('start', coalesce(f -> 'from', '"-infinity"'),
    'to', least(coalesce((f ->> 'to')::date, 'infinity'), tally_start(f) - 1));
end $$;
create or replace function days_after_months(f jsonb) returns jsonb language plpgsql immutable parallel safe as $$
begin
  return f || jsonb_build_object('start', coalesce(f -> 'from', '"-infinity"'), 'from', greatest(tally_start(f), tally_end(f)));
end $$;
create or replace function period_begins(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return coalesce(f ->> 'start', f ->> 'from')::date; end $$;

create or replace function place_key(by text, p petition) returns int language sql immutable parallel safe as $$
  select coalesce(case by when 'area' then (p).area_id when 'township' then (p).township_id when 'village' then (p).village_id
    when 'group' then (p).group_id end, -1 - (p).place_status)
$$;

-- How `source`, of which a filter `f` is asked, is read where its `key` is one of the matters in parameter `nth`. From PostgreSQL 17 on an
-- index is searched for a whole list in one walk, half the work of a search for each. But a list is weighed member by
-- member when the statement is planned, which costs more than it saves where there are very many or where the filter leaves few rows to join.
create or replace function of_matters(f jsonb, source text, key text, nth int, matters bigint[]) returns text language sql stable as $$
  select format(case when current_setting('server_version_num')::int >= 170000 and cardinality(matters) <= 100000
      and not f ?| array['village_ids', 'group_ids', 'area_ids', 'categories', 'sectors', 'box', 'ring', 'hexagons']
    then '%1$s where %2$s = any ($%3$s)' else 'unnest($%3$s) s (id) join %1$s on %2$s = s.id' end, source, key, nth)
$$;

-- Executed with the filter as a constant, and from the matters that say its text, where it has been looked for. `statement` reads
-- `%s`, with the filter as $1 and `by` as $2. Matters that say something are of the caller's counties; the county beside each of them,
-- last in its index, makes PostgreSQL 18 weigh a search for every day between and read the whole table instead.
create or replace function count_petitions(f jsonb, by text, statement text) returns setof petition_count language plpgsql stable as $$
declare
  said bigint[];
begin
  if has_matters_said(f) then
    said := matters_meant(f, false);
    return query execute format(statement, of_matters(f, 'filtered_petitions($1) p', 'p.matter_id', 3, said))
      using without_text(f) - 'counties', by, said;
  else
    return query execute format(statement, 'filtered_petitions($1) p') using f, by;
  end if;
end $$;

create or replace function counts_from_rows(f jsonb, by text) returns setof petition_count
language sql stable as $$
  select * from count_petitions(f, by, $q$
    select place_key($2, p),
      count(*), sum(p.people_count)::bigint,
      count(*) filter (where earlier_on($1, p) is null or earlier_on($1, p) < period_begins($1)),
      count(*) filter (where p.is_first),
      count(*) - count(*) filter (where p.is_first),
      count(*) filter (where p.is_collective),
      coalesce(sum(p.people_count) filter (where p.is_collective), 0)::bigint,
      count(*) filter (where p.is_open),
      count(*) filter (where p.is_open and p.due_on < filter_date($1, 'as_of'))
    from %s
    group by 1 $q$)
$$;

-- The same, looking at each matter.
create or replace function counts_by_matter(f jsonb, by text) returns setof petition_count
language sql stable as $$
  select * from count_petitions(f, by, $q$
    select m.key, sum(m.petitions)::bigint, sum(m.people)::bigint, count(*), sum(m.first)::bigint, sum(m.petitions - m.first)::bigint,
      sum(m.collective)::bigint, coalesce(sum(m.collective_people), 0)::bigint, sum(m.open)::bigint, sum(m.overdue)::bigint
    from (
      select place_key($2, p) as key, count(*) as petitions, sum(p.people_count) as people, count(*) filter (where p.is_first) as first,
        count(*) filter (where p.is_collective) as collective, sum(p.people_count) filter (where p.is_collective) as collective_people,
        count(*) filter (where p.is_open) as open, count(*) filter (where p.is_open and p.due_on < filter_date($1, 'as_of')) as overdue
      from %s
      group by 1, p.county_code, p.matter_id
    ) m
    group by 1 $q$)
$$;

create or replace function counts_of_months(f jsonb, by text) returns setof petition_count
language sql stable parallel safe as $$
  select coalesce(case by when 'area' then nullif(t.area_id, 0) when 'township' then nullif(t.township_id, 0) end, -1 - t.place_status),
    sum(t.petitions),
    sum(t.people)::bigint,
    coalesce(sum(t.petitions) filter (where case f ->> 'earlier' when 'repeat' then t.repeat_prev_month
      else t.prev_month end < coalesce(cut_month(f, 'from'), '1900-01-02')), 0),
    coalesce(sum(t.petitions) filter (where t.is_first), 0),
    coalesce(sum(t.petitions) filter (where not t.is_first), 0),
    coalesce(sum(t.petitions) filter (where t.is_collective), 0),
    coalesce(sum(t.people) filter (where t.is_collective), 0)::bigint,
    coalesce(sum(t.petitions) filter (where t.is_open), 0),
    coalesce(sum(t.petitions) filter (where t.due_month > '1900-01-01' and t.due_month < cut_month(f, 'as_of')), 0)
  from tallied_petitions(f) t
  group by 1
$$;

-- Of the petitions of whole months, those on which a date inside a month decides: new matters whose previous petition
-- lies in the month that the period's start cuts, before the start ...
create or replace function new_in_cut_month(f jsonb, by text) returns setof petition_count language sql stable parallel safe as $$
  select place_key(by, p), 0::bigint, 0::bigint, count(*), 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint
  from filtered_petitions(f) p
  where p.received_on >= tally_start(f) and p.received_on < tally_end(f)
    and earlier_on(f, p) >= cut_month(f, 'from') and earlier_on(f, p) < filter_date(f, 'from')
  group by 1
$$;
-- ... and what fell due in the month that `as_of` cuts.
create or replace function overdue_in_cut_month(f jsonb, by text) returns setof petition_count language sql stable parallel safe as $$
  select place_key(by, p), 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, count(*)
  from filtered_petitions(f) p
  where p.received_on >= tally_start(f) and p.received_on < tally_end(f)
    and p.is_open and p.due_on >= cut_month(f, 'as_of') and p.due_on < filter_date(f, 'as_of')
  group by 1
$$;

-- Whole months from the roll-up and what is left to the rows, but only the parts that this period has.
create or replace function counts_from_months(f jsonb, by text) returns setof petition_count language plpgsql stable as $$
declare
  since date := (f ->> 'from')::date;
  until date := (f ->> 'to')::date;
  parts text := 'select * from counts_of_months($1, $2)';
begin
  if since < tally_start(f) then
    parts := parts || ' union all select * from counts_from_rows(days_before_months($1), $2) union all select * from new_in_cut_month($1, $2)';
  end if;
  if until >= greatest(tally_start(f), tally_end(f)) then
    parts := parts || ' union all select * from counts_from_rows(days_after_months($1), $2)';
  end if;
  if extract(day from (f ->> 'as_of')::date) > 1 then
    parts := parts || ' union all select * from overdue_in_cut_month($1, $2)';
  end if;
  return query execute 'select c.key, sum(c.petitions)::bigint, sum(c.people)::bigint, sum(c.matters)::bigint, sum(c.first)::bigint,
    sum(c.repeat)::bigint, sum(c.collective)::bigint, sum(c.collective_people)::bigint, sum(c.open)::bigint, sum(c.overdue)::bigint
    from (' || parts || ') c group by c.key' using f, by;
end $$;

-- Chooses the way. Each is planned with this filter's values: an `execute` plans only what it needs, and constants let the
-- planner see through the filter.
create or replace function petition_counts(f jsonb, by text) returns setof petition_count language plpgsql stable as $$
begin
  if by = 'area' then f := of_present_areas(f); end if;
  if f is null then
    return;
  elsif hides_small() and not f ? 'exact' then
    return query select c.key, in_fives(c.petitions, few), in_fives(c.people, few), in_fives(c.matters, few),
      in_fives(c.first, few), in_fives(c.repeat, few), in_fives(c.collective, few), in_fives(c.collective_people, few),
      in_fives(c.open, few), in_fives(c.overdue, few)
    from (select e.*, by <> 'place' and e.petitions < small_number() as few from petition_counts(f || '{"exact": true}', by) e) c;
  elsif f ? 'tallied' and by in ('area', 'township', 'place') then
    return query select * from counts_from_months(f, by);
  elsif f ? 'by_petition' and not f ? 'earlier' then
    return query select * from counts_by_matter(f, by);
  else
    return query select * from counts_from_rows(f, by);
  end if;
end $$;

-- The same filter one period or one year earlier; null when the filter has no start. Calendar months, quarters and
-- years are compared with their like, a whole one with the whole one before it (April to its 30th with March to its 31st),
-- everything else with the same number of days before.
create or replace function shift_filter(f jsonb, back text) returns jsonb language sql immutable parallel safe as $$
  select case when f ->> 'from' is null then null else f || jsonb_build_object(
    'from', (s.since - s.step)::date,
    'to', case when s.since = date_trunc('month', s.since) and extract(day from s.until + interval '1 day') = 1
      then (s.until + interval '1 day' - s.step)::date - 1 else (s.until - s.step)::date end) end
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
