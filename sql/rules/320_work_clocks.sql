-- Limits of the four levels (domain section 4, our defaults): hours on the clock, or working days, whose last one is
-- used to its end. Everything that knows time takes the moment.
create or replace function county_day(at timestamptz) returns date language sql immutable parallel safe as
  $$ select (at at time zone 'Asia/Shanghai')::date $$;
create or replace function end_of_day(day date) returns timestamptz language sql immutable parallel safe as
  $$ select (day + 1)::timestamp at time zone 'Asia/Shanghai' $$;

-- The n-th working day after `start`, which does not count.
create or replace function workday_after(start date, n int) returns date language sql stable parallel safe as $$
  select min(c.day) from calendar_day c
  where c.is_workday and c.workday_no = n + (select b.workday_no from calendar_day b where b.day = start)
$$;

create or replace function ack_due_at(county text, response bigint, level text, assigned timestamptz) returns timestamptz
language sql stable as $$
  select case when l.ack_hours is not null then assigned + make_interval(hours => l.ack_hours)
    else end_of_day(workday_after(county_day(assigned), l.ack_workdays)) end
  from (
    select o.ack_hours, o.ack_workdays, 1 as rank from response_limit o
    where o.county_code = county and o.response_id = response and o.level = ack_due_at.level
    union all
    select d.ack_hours, d.ack_workdays, 2 from work_limit d where d.level = ack_due_at.level
    order by rank limit 1
  ) l
$$;

-- An area's new limit holds for what still waits to be acknowledged.
create or replace function limit_changes_dues() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  update response_task t set ack_due_at = ack_due_at(t.county_code, t.response_id, t.level, t.assigned_at)
  where t.county_code = coalesce(new.county_code, old.county_code) and t.response_id = coalesce(new.response_id, old.response_id)
    and t.level = coalesce(new.level, old.level) and t.state = 'assigned';
  return null;
end $$;
create or replace trigger limit_changes_dues after insert or update or delete on response_limit for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function limit_changes_dues();

-- The moment at which a filter asks: now for today, the day's end for a day before.
create or replace function moment_of(f jsonb) returns timestamptz language sql stable parallel safe as
  $$ select least(now(), end_of_day((f ->> 'as_of')::date)) $$;

-- A length of time in microseconds. Whole numbers: as exact as decimals, at a tenth of their cost.
create or replace function micros(span interval) returns bigint language sql immutable parallel safe as
  $$ select round(1e6::float8 * date_part('epoch', span))::bigint $$;
-- How much of a clock's time is gone, in percent; null before it starts or without an end.
create or replace function share_gone(since timestamptz, until timestamptz, moment timestamptz) returns int
language sql immutable parallel safe as $$
  select case when moment >= since and until > since then least(100 * micros(moment - since) / micros(until - since), 99999)::int end
$$;

-- The rung that a clock stands on, with the level that supervises from it on. No row below the first rung. A set without a
-- limit, so that it becomes a join where thousands are asked.
drop function if exists rungs(int, text);
create or replace function rungs(gone int, level text) returns table (step int, tone text, name_zh text, name_en text, supervised_by text)
language sql stable parallel safe rows 1 as $$
  select r.share, r.tone, r.name_zh, r.name_en, case when r.levels_up > 0 then
    (array['county', 'township', 'village', 'group'])[greatest(1, level_rank(level) - r.levels_up)] end
  from work_rung r where r.share <= gone and not exists (select from work_rung h where h.share > r.share and h.share <= gone)
$$;
-- The same as feeds tell it: {share, step, tone, name, name_en, supervised_by}, or null.
create or replace function rung_of(share int, level text) returns jsonb language sql stable parallel safe as $$
  select jsonb_build_object('share', rung_of.share, 'step', r.step, 'tone', r.tone, 'name', r.name_zh, 'name_en', r.name_en, 'supervised_by', r.supervised_by)
  from rungs(share, level) r
$$;
