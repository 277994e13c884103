-- A document is signed by whoever brings or removes it, stays as it was brought, and an area holds so many at most.
create or replace function guard_area_document() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  most constant int := 200;
begin
  if tg_op = 'INSERT' then
    new.added_by := caller_account();
    new.added_role := caller_role();
    if (select count(*) from area_document d
        where d.county_code = new.county_code and d.area_id = new.area_id and d.removed_at is null) >= most then
      raise exception '每个区域最多保存 % 份文件，请先移除不再需要的', most using errcode = 'RG422',
        hint = format('an area holds %s documents at most; remove some first', most);
    end if;
  elsif old.removed_at is null and new.removed_at is not null then
    new.removed_by := caller_account();
  end if;
  return new;
end $$;
create or replace trigger guard_area_document before insert or update on area_document
  for each row execute function guard_area_document();

-- Areas of the filter: those named, and those that share ground with the unit asked for.
create or replace function area_in_filter(f jsonb, area int) returns boolean language sql stable parallel safe as $$
  select (f -> 'area_ids' is null or area = any (int_array(f -> 'area_ids')))
    and (not f ?| array['township_ids', 'village_ids', 'group_ids'] or area in (
      select s.area_id from key_area_unit s
      where s.unit_id = any (int_array(coalesce(f -> 'group_ids', f -> 'village_ids', f -> 'township_ids')))))
$$;
