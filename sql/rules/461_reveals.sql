-- Whether the caller has opened more identities within the hour than anybody needs; the record is the count.
create or replace function reveals_spent() returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select count(*) > 30 from audit
  where county_code = installation_county() and at > now() - interval '1 hour' and action = 'reveal' and account_id = caller_account()
$$;
