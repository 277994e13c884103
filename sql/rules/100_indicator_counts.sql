-- The indicators of domain section 5, numerator and denominator. A clock counts in the period in which it fell due,
-- and only once it is due at `as_of`; what is a clock's event is said once, in clock_events (085_tallies.sql).
-- What the clocks do not need stays null: no number, no word, no point. So the kiosk counts without rights on them.
create or replace function filtered_matters(f jsonb) returns setof matter language sql stable parallel safe as $$
  select m.county_code, m.id, null::text, null::text, null::text, m.category, m.purpose, m.route, m.sector, m.state, null::int,
    null::boolean, null::bytea, null::text, null::text, m.place_status, null::char(1), null::text, null::geometry(Point, 4326),
    m.township_id, m.village_id, m.group_id, m.area_id, m.received_on, m.registered_on, m.accepted_on, m.opinion_on,
    m.closed_on, m.settled_on, m.returned_on, m.first_channel, m.extended, m.settled_first, null::date, m.register_due_on,
    m.accept_due_on, m.opinion_due_on, m.hardship_yuan, null::text[], null::int, null::bigint, null::timestamptz
  from matter m
  -- what is said of petitions holds for the matters that have such a petition, whenever it came; a filter that says
  -- nothing of petitions leaves this join empty and unused, and the planner drops it
  left join (
    select distinct p.county_code, p.matter_id from filtered_petitions(f - 'from' - 'to') p
    where f ?| array['kind', 'q', 'overdue', 'box']
  ) such on such.county_code = m.county_code and such.matter_id = m.id
  where (not f ?| array['kind', 'q', 'overdue', 'box'] or such.matter_id is not null)
    and (f -> 'township_ids' is null or m.township_id = any (int_array(f -> 'township_ids')))
    and (f -> 'village_ids' is null or m.village_id = any (int_array(f -> 'village_ids')))
    and (f -> 'group_ids' is null or m.group_id = any (int_array(f -> 'group_ids')))
    and (f -> 'area_ids' is null or m.area_id = any (int_array(f -> 'area_ids'))
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

-- The last and the first day on which something can have fallen due: the period's, and never after `as_of`.
create or replace function last_due(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return least((f ->> 'as_of')::date, coalesce((f ->> 'to')::date, 'infinity')); end $$;
create or replace function first_due(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return coalesce((f ->> 'from')::date, '-infinity'); end $$;
-- The whole months of that period, from the first day to the day after the last.
create or replace function clocks_start(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return tally_start(f); end $$;
create or replace function clocks_end(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return greatest(after_whole_months(last_due(f)), tally_start(f)); end $$;
create or replace function before_clocks(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return least(clocks_start(f) - 1, last_due(f)); end $$;

create or replace function clocks_from_rows(f jsonb) returns table (clock text, met bigint, n bigint)
language sql stable parallel safe as $$
  select i.clock, i.met, i.n
  from (
    select
      count(*) filter (where m.register_due_on between first_due(f) and last_due(f) and m.registered_on <= m.register_due_on) as c1_met,
      count(*) filter (where m.register_due_on between first_due(f) and last_due(f)) as c1,
      count(*) filter (where m.accept_due_on between first_due(f) and last_due(f) and m.accepted_on <= m.accept_due_on) as c2_met,
      count(*) filter (where m.accept_due_on between first_due(f) and last_due(f)) as c2,
      count(*) filter (where m.opinion_due_on between first_due(f) and last_due(f) and m.opinion_on <= m.opinion_due_on) as c5_met,
      count(*) filter (where m.opinion_due_on between first_due(f) and last_due(f)) as c5,
      count(*) filter (where m.closed_on between first_due(f) and last_due(f) and m.settled_first) as settled_first,
      count(*) filter (where m.closed_on between first_due(f) and last_due(f)) as closed,
      count(*) filter (where m.opinion_on between first_due(f) and last_due(f) and m.returned_on <= m.opinion_on + 30) as returned,
      count(*) filter (where m.opinion_on between first_due(f) and last_due(f)) as opinions,
      count(*) filter (where m.received_on between first_due(f) and last_due(f) and m.purpose = 3 and m.route < 6) as routed,
      count(*) filter (where m.received_on between first_due(f) and last_due(f) and m.purpose = 3 and m.route is not null) as requests
    from filtered_matters(f) m
  ) c,
  lateral (values
    ('timely_registration', c1_met, c1), ('timely_acceptance', c2_met, c2), ('on_time_closing', c5_met, c5),
    ('settled_first_attempt', settled_first, closed), ('repeat_after_closing', returned, opinions),
    ('routed_share', routed, requests)
  ) i (clock, met, n)
$$;

create or replace function clocks_from_months(f jsonb) returns table (clock text, met bigint, n bigint)
language sql stable parallel safe as $$
  select t.clock, sum(t.met)::bigint, sum(t.n)::bigint
  from clock_tally t where
    t.month >= clocks_start(f) and t.month < clocks_end(f)
    and (f -> 'township_ids' is null or t.township_id = any (int_array(f -> 'township_ids')))
    and (f -> 'area_ids' is null or t.area_id = any (int_array(f -> 'area_ids'))
         or (f -> 'area_none' is not null and t.area_id = 0))
    and (f -> 'purposes' is null or t.purpose = any (int_array(f -> 'purposes')))
    and (f -> 'states' is null or t.state = any (int_array(f -> 'states')))
  group by t.clock
  union all
  -- the days before and after the whole months, each clock by its own index
  select 'timely_registration', count(*) filter (where m.registered_on <= m.register_due_on), count(*) from filtered_matters(f) m
  where m.register_due_on between first_due(f) and before_clocks(f)
  union all
  select 'timely_registration', count(*) filter (where m.registered_on <= m.register_due_on), count(*) from filtered_matters(f) m
  where m.register_due_on between clocks_end(f) and last_due(f)
  union all
  select 'timely_acceptance', count(*) filter (where m.accepted_on <= m.accept_due_on), count(*) from filtered_matters(f) m
  where m.accept_due_on between first_due(f) and before_clocks(f)
  union all
  select 'timely_acceptance', count(*) filter (where m.accepted_on <= m.accept_due_on), count(*) from filtered_matters(f) m
  where m.accept_due_on between clocks_end(f) and last_due(f)
  union all
  select 'on_time_closing', count(*) filter (where m.opinion_on <= m.opinion_due_on), count(*) from filtered_matters(f) m
  where m.opinion_due_on between first_due(f) and before_clocks(f)
  union all
  select 'on_time_closing', count(*) filter (where m.opinion_on <= m.opinion_due_on), count(*) from filtered_matters(f) m
  where m.opinion_due_on between clocks_end(f) and last_due(f)
  union all
  select 'settled_first_attempt', count(*) filter (where m.settled_first), count(*) from filtered_matters(f) m
  where m.closed_on between first_due(f) and before_clocks(f)
  union all
  select 'settled_first_attempt', count(*) filter (where m.settled_first), count(*) from filtered_matters(f) m
  where m.closed_on between clocks_end(f) and last_due(f)
  union all
  select 'repeat_after_closing', count(*) filter (where m.returned_on <= m.opinion_on + 30), count(*) from filtered_matters(f) m
  where m.opinion_on between first_due(f) and before_clocks(f)
  union all
  select 'repeat_after_closing', count(*) filter (where m.returned_on <= m.opinion_on + 30), count(*) from filtered_matters(f) m
  where m.opinion_on between clocks_end(f) and last_due(f)
  union all
  select 'routed_share', count(*) filter (where m.route < 6), count(*) from filtered_matters(f) m
  where m.received_on between first_due(f) and before_clocks(f) and m.purpose = 3 and m.route is not null
  union all
  select 'routed_share', count(*) filter (where m.route < 6), count(*) from filtered_matters(f) m
  where m.received_on between clocks_end(f) and last_due(f) and m.purpose = 3 and m.route is not null
$$;

-- The roll-up of clocks knows neither kind nor place status.
create or replace function indicator_counts(f jsonb) returns table (name text, numerator bigint, denominator bigint)
language plpgsql stable as $$
begin
  if f is null then
    return;
  end if;
  return query execute format('
    select w.name, as_told(coalesce(sum(p.met), 0)::bigint), as_told(coalesce(sum(p.n), 0)::bigint)
    from unnest(array[''timely_registration'', ''timely_acceptance'', ''on_time_closing'', ''settled_first_attempt'',
      ''repeat_after_closing'', ''routed_share'']) w (name)
    left join %s($1) p on p.clock = w.name
    group by w.name',
    -- a period without a whole month asks the roll-up for nothing and each clock's index for its few days
    case when f ? 'tallied' and not f ?| array['kind', 'place'] or clocks_start(f) >= clocks_end(f) then 'clocks_from_months' else 'clocks_from_rows' end)
  using f;
end $$;
