-- The alarm as work. The same cluster is seen again every week until it leaves the eight weeks that are looked at, so what
-- was said about it holds on - until it has grown by half, which is news.

-- The earlier looks at the same cluster, itself among them: days that overlap, half of the smaller circle's cells in common.
-- `holds` says whether an answer given then still stands.
create or replace function alarm_kin(wanted bigint) returns table (id bigint, week_ends_on date, holds boolean) language sql stable as $$
  select o.id, r.week_ends_on, s.observed < 1.5 * o.observed
  from alarm_signal s
  join alarm_signal o on o.county_code = s.county_code and o.run_id <= s.run_id and o.level <> 'none'
    and o.from_on <= s.to_on and o.to_on >= s.from_on
    and 2 * (select count(*) from unnest(s.hexagons) h where h = any (o.hexagons)) >= least(cardinality(s.hexagons), cardinality(o.hexagons))
  join alarm_run r on r.county_code = o.county_code and r.id = o.run_id
  where s.county_code = installation_county() and s.id = wanted
$$;

-- What was said about it, the first first. Whoever answers says how many answers he saw: that is its version.
create or replace function alarm_answers(wanted bigint) returns setof alarm_answer language sql stable as $$
  select a.* from alarm_kin(wanted) k join alarm_answer a on a.county_code = installation_county() and a.signal_id = k.id
  where k.holds order by a.id
$$;

-- How it stands: signal or watch while nobody said anything, else what was said last. Words: lists `alarm` and `alarm_answer` of work_word.
create or replace function alarm_state(level text, answers alarm_answer[]) returns text language sql immutable parallel safe as
  $$ select coalesce((answers)[cardinality(answers)].said, level) $$;

-- To be looked into within so many days of the first look that told of it.
create or replace function alarm_due(wanted bigint, level text) returns date language sql stable as $$
  select min(k.week_ends_on) + (select w.param from work_word w where w.list = 'alarm' and w.code = level) from alarm_kin(wanted) k where k.holds
$$;

create or replace function latest_alarm_run() returns bigint language sql stable as $$
  select r.id from alarm_run r where r.county_code = installation_county() order by r.week_ends_on desc, r.id desc limit 1
$$;

-- Alarms of the latest look that wait for the caller: what was explained or acted on does not. For other roles none, and no
-- right is asked for: in plpgsql a statement that is not reached is not checked.
create or replace function alarm_work() returns table (id bigint, title text, unit_id int, due_on date, state text, version int) language plpgsql stable as $$
begin
  if caller_role() not in ('office', 'leader') then return; end if;
  return query
    select s.id, unit_words(s.village_id), s.village_id, alarm_due(s.id, s.level), alarm_state(s.level, a.answers), cardinality(a.answers)
    from alarm_signal s, lateral (select array(select x from alarm_answers(s.id) x) as answers) a
    where s.county_code = installation_county() and s.run_id = latest_alarm_run() and s.level <> 'none'
      and alarm_state(s.level, a.answers) not in ('explained', 'acted');
end $$;

-- Who says it is what the database knows of the caller, not what he says.
create or replace function stamp_alarm_answer() returns trigger language plpgsql as $$
begin
  if caller_account() is not null then
    new.said_by := caller_account();
    new.role := caller_role();
  end if;
  return new;
end $$;
drop trigger if exists stamp on alarm_answer;
create trigger stamp before insert on alarm_answer for each row execute function stamp_alarm_answer();
