-- Of which roles a second factor is asked is a row of the settings; of none unless somebody says so.
create or replace function needs_second_factor(role text) returns boolean language sql stable security definer parallel safe
set search_path = public, pg_temp as
  $$ select coalesce((select value ? role from setting where key = 'second_factor_roles'), false) $$;
