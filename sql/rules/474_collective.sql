-- From how many people on a visit is a collective one: a row of the settings, five unless the administrator says otherwise. It holds for
-- petitions registered or imported from then on; what was recorded stays as it was counted.
create or replace function collective_from() returns int language sql stable security definer parallel safe
set search_path = public, pg_temp as
  $$ select coalesce((select (value #>> '{}')::int from setting where key = 'collective_from'), 5) $$;
