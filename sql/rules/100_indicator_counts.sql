-- The indicators of domain section 5, numerator and denominator. A clock counts in the period in which it fell due,
-- and only once it is due at `as_of`; what is a clock's event is said in clock_events (085_tallies.sql).
-- What the clocks do not need stays null: no number, no word, no point. So the kiosk counts without rights on them, and
-- the index matter_clocks answers without the table.
create or replace function asks_petitions(f jsonb) returns boolean language plpgsql immutable parallel safe as
  $$ begin return f ?| array['box', 'ring', 'hexagons', 'collective'] or f ? 'q' and not f ? 'matter_ids'; end $$;

create or replace function filtered_matters(f jsonb) returns setof matter language sql stable parallel safe as $$
  select m.county_code, m.id, null::text, null::text, null::text, m.category, m.purpose, m.route, m.sector, m.state, null::int,
    null::boolean, null::bytea, null::text, null::text, m.place_status, null::char(1), null::text, null::geometry(Point, 4326),
    m.township_id, m.village_id, m.group_id, m.area_id, m.received_on, m.registered_on, m.accepted_on, m.opinion_on,
    m.closed_on, null::date, m.returned_on, m.first_channel, null::boolean, m.settled_first, m.file_due_on, m.register_due_on,
    m.accept_due_on, m.opinion_due_on, null::numeric, null::text[], null::int, null::bigint, null::timestamptz, m.kinds, null::bigint
  from matter m
  -- what is said of petitions holds for the matters that have such a petition, whenever it came; a filter that says
  -- nothing of them leaves this join empty and unused, and the planner drops it
  left join (
    select distinct p.county_code, p.matter_id from filtered_petitions(f - 'from' - 'to') p where asks_petitions(f)
  ) such on such.county_code = m.county_code and such.matter_id = m.id
  where (f -> 'counties' is null or m.county_code = any (text_array(f -> 'counties')))
    and (not asks_petitions(f) or such.matter_id is not null)
    and (f -> 'matter_ids' is null or m.id = any (matters_meant(f, true)))
    -- a merged matter has no petition of its own
    and m.kinds > 0
    -- the first of these lets the planner take matter_clocks_again
    and (f ->> 'kind' is null or f ->> 'kind' = 'first' or m.kinds > 1)
    and (f ->> 'kind' is distinct from 'first' or m.kinds & 1 > 0)
    and (f ->> 'kind' is distinct from 'repeat' or m.kinds & 2 > 0)
    and (f ->> 'kind' is distinct from 'collective' or m.kinds & 4 > 0)
    -- as its petitions say it (rules/060_petition_follows_matter.sql); that an open one has no closing day lets the planner take
    -- matter_clocks_open
    and (f ->> 'overdue' is null or m.closed_on is null)
    and (f ->> 'overdue' is null or (coalesce(m.file_due_on, m.opinion_due_on) < filter_date(f, 'as_of')
         and m.state = any ((select array_agg(s.id) from state s where s.open)::smallint[])))
    and (f -> 'township_ids' is null or m.township_id = any (int_array(f -> 'township_ids')))
    and (f -> 'village_ids' is null or m.village_id = any (int_array(f -> 'village_ids')))
    and (f -> 'group_ids' is null or m.group_id = any (int_array(f -> 'group_ids')))
    and (f -> 'area_ids' is null
         or case when f -> 'area_matters' is null then m.area_id = any (int_array(f -> 'area_ids')) else m.id = any (area_matters(f)) end
         or (f -> 'area_none' is not null and m.area_id is null))
    -- a channel means the one by which the matter came in: that is where its clocks began
    and (f -> 'channels' is null or m.first_channel = any (int_array(f -> 'channels')))
    and (f -> 'categories' is null or m.category = any (int_array(f -> 'categories')))
    and (f -> 'purposes' is null or m.purpose = any (int_array(f -> 'purposes')))
    and (f -> 'sectors' is null or m.sector = any (int_array(f -> 'sectors')))
    and (f -> 'states' is null or m.state = any (int_array(f -> 'states')))
    and (f ->> 'place' is distinct from 'placed' or m.place_status = 1)
    and (f ->> 'place' is distinct from 'unlocated' or m.place_status in (0, 3))
    and (f ->> 'place' is distinct from 'outside' or m.place_status = 2)
$$;

-- How a row of filtered_matters is counted for each clock: its day, what it must be, what meets it (nothing: it is a whole alone).
-- The same as clock_events says (tests/sql/tallies.test.ts).
create or replace function clock_terms() returns table (clock text, day text, term text, met text)
language sql immutable parallel safe as $$
  values ('timely_registration', 'm.register_due_on', 'true', 'm.registered_on <= m.register_due_on'),
    ('timely_acceptance', 'm.accept_due_on', 'true', 'm.accepted_on <= m.accept_due_on'),
    ('on_time_closing', 'm.opinion_due_on', 'true', 'coalesce(m.opinion_on, m.closed_on) <= m.opinion_due_on'),
    ('settled_first_attempt', 'm.closed_on', 'm.settled_first is not null', 'm.settled_first'),
    ('closed', 'm.closed_on', 'true', null),
    ('repeat_after_closing', 'm.opinion_on', 'true', 'm.returned_on <= m.opinion_on + 30'),
    ('routed_share', 'm.received_on', 'm.purpose = 3 and m.route is not null', 'm.route < 6')
$$;

-- The periods that a figure is told for, each with its filter: this one and, when it has a start, the one before and
-- the same of last year.
create or replace function compared_periods(f jsonb) returns table (period text, f jsonb) language sql immutable parallel safe as $$
  select p.period, p.f
  from (values ('now', $1), ('previous', shift_filter($1, 'previous')), ('last_year', shift_filter($1, 'last_year'))) p (period, f)
  where p.f is not null
$$;

-- The last and the first day on which something can have fallen due: the period's, and never after `as_of`.
create or replace function last_due(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return least((f ->> 'as_of')::date, coalesce((f ->> 'to')::date, 'infinity')); end $$;
create or replace function first_due(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return coalesce((f ->> 'from')::date, '-infinity'); end $$;

create or replace function clocks_from_days(f jsonb) returns table (period text, clock text, met bigint, n bigint)
language sql stable parallel safe as $$
  with p as materialized (select c.period, first_due(c.f) as since, last_due(c.f) as until from compared_periods(f) c)
  select p.period, c.clock, t.met, t.n
  from p cross join clock_terms() c
  cross join lateral (
    select coalesce(sum(t.met), 0) as met, coalesce(sum(t.n), 0) as n from clock_tally t
    where t.channel = any (coalesce(int_array(f -> 'channels'), '{0}')) and t.clock = c.clock and t.day between p.since and p.until
      and (f -> 'counties' is null or t.county_code = any (text_array(f -> 'counties')))
      and (f -> 'purposes' is null or t.purpose = any (int_array(f -> 'purposes')))
      and (f -> 'states' is null or t.state = any (int_array(f -> 'states')))
      and (f ->> 'kind' is null or t.has_first)
  ) t
$$;

-- All clocks of all periods in one pass over the matters; over those alone that say the filter's text, where it has been looked for.
-- Periods of the same days are counted once: the year before is the period before of a year.
create or replace function clocks_from_rows(f jsonb) returns table (period text, clock text, met bigint, n bigint)
language plpgsql stable parallel safe as $$
declare
  said bigint[] := case when f ? 'matter_ids' then matters_meant(f, true) end;
  counts bigint[];
  terms text;
begin
  select string_agg(coalesce('count(*) filter (where ' || c.due || ' and ' || c.met || ')', '0') || ', count(*) filter (where ' || c.due || ')',
    ', ' order by c.since, c.until, c.clock) into terms
  from (
    -- a comparison less for each row and clock where the period has no beginning
    select p.since, p.until, c.clock, c.met, case p.since when '-infinity' then format('%s <= %L', c.day, p.until)
        else format('%s between %L and %L', c.day, p.since, p.until) end || case c.term when 'true' then '' else ' and ' || c.term end as due
    from (select distinct first_due(p.f) as since, last_due(p.f) as until from compared_periods(f) p) p cross join clock_terms() c
  ) c;
  execute format('select array[%s] from %s', terms, case when said is null then 'filtered_matters($1) m'
      else of_matters(f, 'filtered_matters($1) m', 'm.id', 2, said) end)
    using case when said is null then f else without_text(f) end, said into counts;
  return query select o.period, o.clock, counts[2 * o.nth - 1], counts[2 * o.nth]
  from (select p.period, c.clock, dense_rank() over (order by first_due(p.f), last_due(p.f), c.clock) as nth
    from compared_periods(f) p cross join clock_terms() c) o;
end $$;

create or replace function indicator_counts(f jsonb) returns table (period text, name text, numerator bigint, denominator bigint)
language plpgsql stable as $$
begin
  return query execute format('select c.period, c.clock, as_told(c.met), as_told(c.n) from %I($1) c',
    case when f ? 'clocked' then 'clocks_from_days' else 'clocks_from_rows' end) using f;
end $$;
