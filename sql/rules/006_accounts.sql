-- Three administrators, none above the others: nobody raises himself, and no office of the three goes unfilled.
create or replace function guard_account() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if old.id = caller_account() and (new.role is distinct from old.role
      or new.disabled_at is distinct from old.disabled_at) then
    raise exception '不能更改自己的账号权限' using errcode = 'RG403', hint = 'nobody changes his own rights';
  end if;
  if caller_role() = 'sysadmin' and old.role in ('secadmin', 'auditor')
      and new.password_hash is distinct from old.password_hash then
    raise exception '系统管理员不能重置安全管理员或审计管理员的口令' using errcode = 'RG403',
      hint = 'administrators'' passwords are reset on the machine: npm run create-user -- --reset';
  end if;
  -- an administrator may take a second factor off, never put one on, and not off himself
  if caller_role() is not null and new.totp_secret is distinct from old.totp_secret
      and (new.totp_secret is not null or old.id = caller_account()) then
    raise exception '动态验证码只能由本人启用' using errcode = 'RG403', hint = 'a second factor is turned on by its owner alone';
  end if;
  if old.disabled_at is null and (select administers from role where code = old.role)
      and (new.disabled_at is not null or new.role is distinct from old.role)
      and not exists (select from account a where a.role = old.role and a.id <> old.id and a.disabled_at is null) then
    raise exception '这是最后一名该类管理员' using errcode = 'RG409',
      hint = format('the last account with role %s stays', old.role);
  end if;
  if new.password_hash is distinct from old.password_hash then
    new.password_history := (array[old.password_hash] || old.password_history)[1:5];
    new.password_changed_at := case when new.password_changed_at = old.password_changed_at then now()
      else new.password_changed_at end;
    new.failed_count := 0;
    new.locked_until := null;
  end if;
  return new;
end $$;
create or replace trigger guard_account before update on account for each row execute function guard_account();

-- A disabled account and a changed password end what was open.
create or replace function end_sessions() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  delete from session where account_id = new.id;
  if new.disabled_at is not null then
    delete from api_token where account_id = new.id;
  end if;
  return null;
end $$;
create or replace trigger end_sessions after update on account for each row
  when (new.disabled_at is distinct from old.disabled_at or new.password_hash is distinct from old.password_hash)
  execute function end_sessions();

create or replace function guard_scope() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if coalesce(new.account_id, old.account_id) = caller_account() then
    raise exception '不能更改自己的管辖范围' using errcode = 'RG403', hint = 'nobody changes his own scope';
  end if;
  return coalesce(new, old);
end $$;
create or replace trigger guard_scope before insert or update or delete on account_scope
  for each row execute function guard_scope();
