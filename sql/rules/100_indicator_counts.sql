-- The indicators of domain section 5, numerator and denominator. A clock counts in the period in which it fell due,
-- and only once it is due at `as_of`.
create or replace function filtered_matters(f jsonb) returns setof matter language sql stable parallel safe as $$
  select m.* from matter m where
    (f -> 'township_ids' is null or m.township_id = any (int_array(f -> 'township_ids')))
    and (f -> 'village_ids' is null or m.village_id = any (int_array(f -> 'village_ids')))
    and (f -> 'group_ids' is null or m.group_id = any (int_array(f -> 'group_ids')))
    and (f -> 'area_ids' is null or m.area_id = any (int_array(f -> 'area_ids'))
         or (f -> 'area_none' is not null and m.area_id is null))
    and (f -> 'categories' is null or m.category = any (int_array(f -> 'categories')))
    and (f -> 'channels' is null or m.first_channel = any (int_array(f -> 'channels')))
    and (f -> 'purposes' is null or m.purpose = any (int_array(f -> 'purposes')))
    and (f -> 'sectors' is null or m.sector = any (int_array(f -> 'sectors')))
    and (f -> 'states' is null or m.state = any (int_array(f -> 'states')))
$$;

-- The last day on which something can have fallen due: the end of the period, or `as_of`.
create or replace function last_due(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return least((f ->> 'as_of')::date, coalesce((f ->> 'to')::date, 'infinity')); end $$;
create or replace function first_due(f jsonb) returns date language plpgsql immutable parallel safe as
  $$ begin return coalesce((f ->> 'from')::date, '-infinity'); end $$;

create or replace function indicator_counts(f jsonb) returns table (name text, numerator bigint, denominator bigint)
language sql stable parallel safe as $$
  select i.name, i.numerator, i.denominator
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
  ) i (name, numerator, denominator)
$$;
