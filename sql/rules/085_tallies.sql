-- Keeps petition_tally and clock_tally equal to what they count. Single writes add and take away one cell (row
-- triggers); bulk work sets `app.bulk` to 'on' and calls refresh_tallies() once for the months that it touched.
create or replace function month_of(day date) returns date language sql immutable parallel safe as
  $$ select coalesce(day - (extract(day from day)::int - 1), '1900-01-01') $$;

-- The cells of a petition: among all (channel 0), and among those of its channel.
create or replace function tally_cells(p petition, sign int) returns setof petition_tally language sql immutable parallel safe rows 2 as $$
  select (p).county_code, c.channel, month_of((p).received_on), coalesce((p).township_id, 0), coalesce((p).area_id, 0),
    coalesce((p).purpose, 0::smallint), (p).state, (p).place_status, (p).is_first, (p).is_collective, (p).is_open,
    month_of(c.prev_on), case when c.channel = 0 then month_of((p).repeat_prev_on) else '1900-01-01' end,
    case when (p).is_open then month_of((p).due_on) else '1900-01-01' end, sign, (sign * (p).people_count)::bigint
  from (values (0::smallint, (p).prev_on), ((p).channel, (p).channel_prev_on)) c (channel, prev_on)
  where c.channel is not null
$$;

create or replace function add_tally(p petition, sign int) returns void language sql security definer set search_path = public as $$
  insert into petition_tally select * from tally_cells(p, sign)
  on conflict (channel, month, county_code, township_id, area_id, purpose, state, place_status, is_first, is_collective, is_open,
    prev_month, repeat_prev_month, due_month)
  do update set petitions = petition_tally.petitions + excluded.petitions, people = petition_tally.people + excluded.people
$$;

create or replace function tally_petition() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- all writers of a county queue at its one lock first, so that cells are never taken in crossing orders
  perform lock_county(coalesce(new.county_code, old.county_code));
  if tg_op <> 'INSERT' then perform add_tally(old, -1); end if;
  if tg_op <> 'DELETE' then perform add_tally(new, 1); end if;
  return null;
end $$;
create or replace trigger tally_petition after insert or update or delete on petition for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function tally_petition();

-- The indicators' events of a matter: which clock, on which day, met or not (domain section 5). A merged matter has none:
-- it has no petitions (kinds 0), and its clocks are those of the one that it went into.
create or replace function clock_events(m matter) returns table (clock text, day date, met boolean)
language sql immutable parallel safe rows 8 as $$
  select e.clock, e.day, coalesce(e.met, false) from (values
    ('timely_registration', (m).register_due_on, (m).registered_on <= (m).register_due_on),
    ('timely_acceptance', (m).accept_due_on, (m).accepted_on <= (m).accept_due_on),
    -- an opinion comes before the closing, and what was settled or withdrawn before needs none
    ('on_time_closing', (m).opinion_due_on, coalesce((m).opinion_on, (m).closed_on) <= (m).opinion_due_on),
    -- of those alone of which somebody has said it
    ('settled_first_attempt', case when (m).settled_first is not null then (m).closed_on end, (m).settled_first),
    -- no indicator, but the whole of one: what a revisit may have asked about
    ('closed', (m).closed_on, false),
    ('repeat_after_closing', (m).opinion_on, (m).returned_on <= (m).opinion_on + 30),
    ('routed_share', case when (m).purpose = 3 and (m).route is not null then (m).received_on end, (m).route < 6)
  ) e (clock, day, met)
  where e.day is not null and (m).kinds > 0
$$;

-- Its cells stand among all (channel 0) and among those of the channel by which it came in.
create or replace function add_clocks(m matter, sign int) returns void language sql security definer set search_path = public as $$
  insert into clock_tally
  select (m).county_code, c.channel, e.clock, e.day, coalesce((m).purpose, 0), (m).state, (m).kinds & 1 = 1, sign, sign * e.met::int
  from clock_events(m) e cross join (values (0::smallint), ((m).first_channel)) c (channel) where c.channel is not null
  on conflict (channel, clock, day, county_code, purpose, state, has_first)
  do update set n = clock_tally.n + excluded.n, met = clock_tally.met + excluded.met
$$;

create or replace function tally_matter() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform lock_county(coalesce(new.county_code, old.county_code));
  if tg_op <> 'INSERT' then perform add_clocks(old, -1); end if;
  if tg_op <> 'DELETE' then perform add_clocks(new, 1); end if;
  return null;
end $$;
drop trigger if exists tally_matter on matter;
create or replace trigger tally_matter_in_or_out after insert or delete on matter for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function tally_matter();
create or replace trigger tally_matter_change after update on matter for each row
  when (current_setting('app.bulk', true) is distinct from 'on'
    and (old.purpose, old.route, old.state, old.first_channel, old.kinds & 1, old.kinds = 0, old.received_on, old.registered_on, old.accepted_on, old.opinion_on,
      old.closed_on, old.returned_on, old.settled_first, old.register_due_on, old.accept_due_on, old.opinion_due_on)
    is distinct from (new.purpose, new.route, new.state, new.first_channel, new.kinds & 1, new.kinds = 0, new.received_on, new.registered_on, new.accepted_on,
      new.opinion_on, new.closed_on, new.returned_on, new.settled_first, new.register_due_on, new.accept_due_on, new.opinion_due_on))
  execute function tally_matter();

-- Counts the county's tallies anew from its rows. Cells are laid down in the order in which they are read: a period is
-- then one run of pages.
create or replace function refresh_tallies(county text) returns void language sql security definer set search_path = public as $$
  select lock_county(county);
  delete from petition_tally where county_code = county;
  insert into petition_tally
  select p.county_code, 0, month_of(p.received_on), coalesce(p.township_id, 0), coalesce(p.area_id, 0),
    coalesce(p.purpose, 0), p.state, p.place_status, p.is_first, p.is_collective, p.is_open, month_of(p.prev_on),
    month_of(p.repeat_prev_on), case when p.is_open then month_of(p.due_on) else '1900-01-01' end, count(*), sum(p.people_count)
  from petition p where p.county_code = county
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 order by 2, 3;
  insert into petition_tally
  select p.county_code, p.channel, month_of(p.received_on), coalesce(p.township_id, 0), coalesce(p.area_id, 0),
    coalesce(p.purpose, 0), p.state, p.place_status, p.is_first, p.is_collective, p.is_open, month_of(p.channel_prev_on),
    '1900-01-01'::date, case when p.is_open then month_of(p.due_on) else '1900-01-01' end, count(*), sum(p.people_count)
  from petition p where p.county_code = county and p.channel is not null
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 order by 2, 3;
  delete from clock_tally where county_code = county;
  insert into clock_tally
  select c.county_code, s.channel, c.clock, c.day, c.purpose, c.state, c.has_first, sum(c.n), sum(c.met)
  from (
    select m.county_code, m.first_channel, e.clock, e.day, coalesce(m.purpose, 0::smallint) as purpose, m.state, m.kinds & 1 = 1 as has_first,
      count(*) as n, count(*) filter (where e.met) as met
    from matter m, clock_events(m) e
    where m.county_code = county
    group by 1, 2, 3, 4, 5, 6, 7
  ) c cross join lateral (values (0::smallint), (c.first_channel)) s (channel)
  where s.channel is not null
  group by 1, 2, 3, 4, 5, 6, 7 order by 2, 3, 4;
$$;

-- A migration that makes the tables anew leaves them empty.
select refresh_tallies(v.county_code) from data_version v
where (not exists (select from petition_tally t where t.county_code = v.county_code)
    or not exists (select from clock_tally t where t.county_code = v.county_code))
  and exists (select from petition p where p.county_code = v.county_code);
