-- The petitions of a filter by what they are about or how they came: the rows and definitions of petition_counts(), so
-- that the groups add up to its figures. `by`: category (at `level` 1 to 3), channel, purpose, state, kind, or band.
--
-- A band holds the matters that have so many of the filter's petitions; it says nothing of who brought them.
create or replace function petition_band(petitions bigint) returns int language sql immutable parallel safe as
  $$ select width_bucket(petitions, array[1, 2, 6, 11, 31, 51]::bigint[]) $$;
create or replace function band_name(band int) returns text language sql immutable parallel safe as
  $$ select (array['1', '2-5', '6-10', '11-30', '31-50', '51+'])[band] $$;

-- Matters are told for what a matter has one of; of channels and kinds it may have several.
create or replace function breakdown_from_rows(f jsonb, by text, level int)
returns table (key int, petitions bigint, people bigint, matters bigint, repeat bigint, collective bigint, open bigint, overdue bigint)
language sql stable parallel safe as $$
  select case by when 'category' then p.category / (array[10000, 100, 1])[level] * (array[10000, 100, 1])[level]
      when 'channel' then p.channel when 'purpose' then p.purpose when 'state' then p.state when 'kind' then p.is_first::int end,
    count(*), sum(p.people_count)::bigint,
    case when by in ('channel', 'kind') then null
      -- as in petition_counts(): only a filter on single petitions has to look at each matter
      when f ? 'by_petition' then count(distinct case when f ? 'by_petition' then p.matter_id end)
      else count(*) filter (where p.prev_on is null or p.prev_on < filter_date(f, 'from')) end,
    count(*) - count(*) filter (where p.is_first),
    count(*) filter (where p.is_collective),
    count(*) filter (where p.is_open),
    count(*) filter (where p.is_open and p.due_on < filter_date(f, 'as_of'))
  from filtered_petitions(f) p
  group by 1
$$;

create or replace function breakdown_by_band(f jsonb)
returns table (key int, petitions bigint, people bigint, matters bigint, repeat bigint, collective bigint, open bigint, overdue bigint)
language sql stable parallel safe as $$
  select petition_band(m.petitions), sum(m.petitions)::bigint, sum(m.people)::bigint, count(*), sum(m.repeat)::bigint,
    sum(m.collective)::bigint, sum(m.open)::bigint, sum(m.overdue)::bigint
  from (
    select count(*) as petitions, sum(p.people_count) as people, count(*) - count(*) filter (where p.is_first) as repeat,
      count(*) filter (where p.is_collective) as collective, count(*) filter (where p.is_open) as open,
      count(*) filter (where p.is_open and p.due_on < filter_date(f, 'as_of')) as overdue
    from filtered_petitions(f) p group by p.county_code, p.matter_id
  ) m
  group by 1
$$;

-- As told to the caller: the kiosk hears fives (rules/090_petition_counts.sql), and 1 for each figure of a group under five.
create or replace function petition_breakdown(f jsonb, by text, level int)
returns table (key int, petitions bigint, people bigint, matters bigint, repeat bigint, collective bigint, open bigint, overdue bigint)
language plpgsql stable as $$
begin
  if f is null then
    return;
  elsif hides_small() and not f ? 'exact' then
    return query select b.key, in_fives(b.petitions, few), in_fives(b.people, few), in_fives(b.matters, few), in_fives(b.repeat, few),
      in_fives(b.collective, few), in_fives(b.open, few), in_fives(b.overdue, few)
    from (select e.*, e.petitions < small_number() as few from petition_breakdown(f || '{"exact": true}', by, level) e) b;
  elsif by = 'band' then
    return query execute 'select * from breakdown_by_band($1)' using f;
  else
    return query execute 'select * from breakdown_from_rows($1, $2, $3)' using f, by, level;
  end if;
end $$;
