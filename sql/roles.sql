-- Database roles without a login, one per role of the application; what each may do stands in policies.sql.
-- They belong to the whole cluster, so they are made only when missing; two installations may start at once.
do $$
declare
  name text;
begin
  foreach name in array array[
    'rg_anonymous', 'rg_leader', 'rg_office', 'rg_township', 'rg_village', 'rg_group', 'rg_planner',
    'rg_sysadmin', 'rg_secadmin', 'rg_auditor', 'rg_wall'
  ] loop
    begin
      if not exists (select from pg_roles where rolname = name) then
        execute format('create role %I nologin', name);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
    -- the program must be able to become each of them for one transaction
    if not pg_has_role(current_user, name, 'member') then
      execute format('grant %I to current_user', name);
    end if;
  end loop;
end $$;
