-- Notices that people do not mute: one digest per person and day, never in quiet hours, of counts and nothing else.

-- Setting `notices.hours`, all in county time: {digest_at, quiet_from, quiet_until}.
create or replace function notice_hours() returns table (digest_at time, quiet_from time, quiet_until time)
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((h.value ->> 'digest_at')::time, '08:30'), coalesce((h.value ->> 'quiet_from')::time, '20:00'),
    coalesce((h.value ->> 'quiet_until')::time, '08:00')
  from (select 1) one left join setting h on h.key = 'notices.hours'
$$;

create or replace function county_time(at timestamptz) returns time language sql immutable parallel safe as
  $$ select (at at time zone 'Asia/Shanghai')::time $$;

-- Quiet from one time of the day until another, over midnight too; equal times mean never.
create or replace function is_quiet(at timestamptz, quiet_from time, quiet_until time) returns boolean language sql immutable parallel safe as $$
  select case when quiet_from <= quiet_until then county_time(at) >= quiet_from and county_time(at) < quiet_until
    else county_time(at) >= quiet_from or county_time(at) < quiet_until end
$$;

-- The day whose digest may be told at a moment: today from the wanted time on, before it still yesterday's; none while it is quiet.
create or replace function digest_day(at timestamptz, digest_at time, quiet_from time, quiet_until time) returns date
language sql immutable parallel safe as $$
  select case when not is_quiet(at, quiet_from, quiet_until)
    then county_day(at) - case when county_time(at) < digest_at then 1 else 0 end end
$$;

-- Kinds that are told unless somebody says otherwise.
create or replace function usual_notices() returns text[] language sql stable parallel safe as
  $$ select array_agg(w.code order by w.sort) from work_word w where w.list = 'notice' and w.param = 1 $$;

-- Accounts whose digest of the day is not made yet, with the rights that they have now. For the owner.
create or replace function due_notices(at timestamptz, roles text[]) returns table (account_id uuid, role text, scope_units int[], day date)
language sql stable as $$
  select a.id, a.role, s.units, d.day
  from account a
  cross join notice_hours() h
  left join notice_preference p on p.account_id = a.id
  cross join lateral (select array_agg(c.unit_id order by c.unit_id) as units from account_scope c where c.account_id = a.id) s
  cross join lateral (select digest_day(at, coalesce(p.digest_at, h.digest_at), h.quiet_from, h.quiet_until) as day) d
  where a.disabled_at is null and a.role = any (roles) and s.units is not null and coalesce(p.enabled, true) and d.day is not null
    and not exists (select from notice n where n.county_code = installation_county() and n.account_id = a.id and n.day >= d.day)
$$;

-- Events after one and up to another that the caller may know of; kinds with _ for -. A line's number and its list are both these.
create or replace function told_events(since bigint, until bigint) returns table (kind text, at timestamptz, area_id int, unit_id int)
language sql stable as $$
  select replace(o.kind, '-', '_'), o.at, o.area_id, o.unit_id from outbox o
  where o.county_code = installation_county() and o.id > since and o.id <= until
$$;

-- What a digest tells the caller, under his rights: what waits for him now, and how often something happened after one
-- event and up to another. Kinds of events are those of the outbox, with _ for -.
create or replace function digest_counts(f jsonb, since bigint, until bigint) returns table (kind text, n bigint)
language sql stable as $$
  select w.bucket, count(*) from (
    select work_bucket(m.due_on, m.again, filter_date(f, 'as_of')) as bucket from my_work(f) m
  ) w where w.bucket <> 'more' group by 1
  union all
  select 'gaps', count(*) from gaps(f) having count(*) > 0
  union all
  select e.kind, count(*) from told_events(since, until) e group by 1
$$;

-- it was kept without its first event once
drop function if exists keep_notice(date, bigint, jsonb);

-- Keeps the caller's digest of a day, and sends it on its way to the addresses that are set for him. A day has one digest,
-- whoever asks twice: null for the second.
create or replace function keep_notice(day date, since_event bigint, until_event bigint, counts jsonb) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  county text := installation_county();
  new_id bigint;
begin
  if exists (select from jsonb_each(counts) c where jsonb_typeof(c.value) <> 'number') then
    raise exception '通知只能携带数字' using errcode = 'RG422', hint = 'a notice carries numbers only';
  end if;
  insert into notice (county_code, account_id, day, since_event, until_event, counts, read_at)
  values (county, caller_account(), keep_notice.day, keep_notice.since_event, keep_notice.until_event, keep_notice.counts, case when keep_notice.counts = '{}' then now() end)
  on conflict (county_code, account_id, day) do nothing returning id into new_id;
  if keep_notice.counts <> '{}' then
    insert into notice_delivery (county_code, notice_id, webhook, day)
    select county, new_id, w.name, keep_notice.day from webhooks() w join account a on a.username = w.account
    where new_id is not null and w.enabled and a.id = caller_account();
  end if;
  return new_id;
end $$;

-- Makes the caller's digest of a day: counts what he wants to hear since his last one (a first one looks back a day).
create or replace function make_digest(day date, at timestamptz) returns bigint language plpgsql volatile as $$
declare
  f jsonb := jsonb_build_object('as_of', county_day(at));
  since bigint := coalesce((select max(n.until_event) from notice n where n.account_id = caller_account()),
    (select max(o.id) from outbox o where o.at <= make_digest.at - interval '1 day'), 0);
  until bigint := greatest(since, (select max(o.id) from outbox o));
  wanted text[] := coalesce((select p.kinds from notice_preference p where p.account_id = caller_account()), usual_notices());
begin
  return keep_notice(day, since, until, coalesce((
    select jsonb_object_agg(c.kind, c.n) from digest_counts(f, since, until) c where c.kind = any (wanted)), '{}'));
end $$;

-- Addresses that digests go to beside the bell, from setting `notices.webhooks`: [{name, adapter, url, secret, account,
-- enabled}]. Each carries the digest of one account, and so nothing that this account may not see. For the owner: secrets.
create or replace function webhooks() returns table (name text, adapter text, url text, secret text, account text, enabled boolean)
language sql stable as $$
  select w.* from setting s, jsonb_to_recordset(s.value) w (name text, adapter text, url text, secret text, account text, enabled boolean)
  where s.key = 'notices.webhooks'
$$;
