-- Who asks, as the API said with `set local`. A setting that an earlier transaction used comes back as '' and not
-- as null, hence nullif everywhere: an absent caller must never look like a present one.
create or replace function caller_account() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.account_id', true), '')::uuid $$;

create or replace function caller_role() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.role', true), '') $$;

create or replace function caller_request() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.request_id', true), '') $$;

-- The county that this installation serves; '-' until the first units are imported.
create or replace function installation_county() returns text language sql stable security definer parallel safe
set search_path = public, pg_temp as
  $$ select coalesce((select value #>> '{}' from setting where key = 'county_code'), '-') $$;

-- The auditor reads names beside log rows without a grant on accounts.
create or replace function account_name(account uuid) returns text language sql stable security definer
set search_path = public, pg_temp as
  $$ select username from account where id = account_name.account $$;
