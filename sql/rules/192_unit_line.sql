-- A unit with the names above it, below the county: 青山镇大河村三组. Under the caller's rights: names out of scope are left out.
create or replace function unit_line(unit int) returns text language sql stable parallel safe as $$
  select coalesce((select t.name from admin_unit t where t.id = u.township_id and t.id <> u.id), '')
    || coalesce((select v.name from admin_unit v where v.id = u.village_id and v.id <> u.id), '') || u.name
  from admin_unit u where u.id = unit
$$;
