-- Who made a run, by the name that people know: read beside runs that the caller sees, without a grant on accounts.
create or replace function import_author(account uuid) returns text language sql stable security definer
set search_path = public, pg_temp as
  $$ select display_name from account where id = import_author.account $$;
