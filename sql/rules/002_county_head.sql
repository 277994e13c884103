-- One lock per county orders its audit chain, its outbox and its data version. Every writer takes it first and in
-- the same way, so writers queue and never deadlock, and outbox ids appear in the order of commits: a reader who
-- resumes after id n has missed nothing below n.
create or replace function lock_county(county text) returns audit_head language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  head audit_head;
begin
  insert into audit_head (county_code) values (county) on conflict do nothing;
  select * into strict head from audit_head where county_code = county for update;
  return head;
end $$;

-- Counts a county's data one version further, once per transaction however often it is called.
create or replace function touch_data(county text) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  now_at bigint;
begin
  perform lock_county(county);
  insert into data_version as d (county_code, version, changed_at, changed_in)
  values (county, 1, now(), pg_current_xact_id()::text)
  on conflict (county_code) do update
    set version = d.version + 1, changed_at = now(), changed_in = excluded.changed_in
    where d.changed_in is distinct from excluded.changed_in
  returning version into now_at;
  return coalesce(now_at, (select version from data_version where county_code = county));
end $$;
