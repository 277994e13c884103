-- Scopes granted by code before their units came (account.scope_codes) become scopes with them.
create or replace function bind_scopes(county text) returns void language sql security definer
set search_path = public, pg_temp as $$
  insert into account_scope (account_id, unit_id)
  select a.id, u.id from account a join admin_unit u on u.code = any (a.scope_codes)
  where u.county_code = county and u.valid_to is null
  on conflict do nothing
$$;
revoke execute on function bind_scopes from public;

create or replace function guard_scope_codes() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if new.id = caller_account() then
    raise exception '不能更改自己的管辖范围' using errcode = 'RG403', hint = 'nobody changes his own scope';
  end if;
  return new;
end $$;
create or replace trigger guard_scope_codes before update of scope_codes on account for each row
  when (new.scope_codes is distinct from old.scope_codes) execute function guard_scope_codes();
