-- Tells open maps that something changed, in the same transaction as the change. `counts` is an object of numbers:
-- anything else could carry a person or a text out of the caller's scope.
create or replace function emit_event(kind text, area_id int, unit_id int, counts jsonb)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  county text := installation_county();
  new_id bigint;
begin
  perform lock_county(county);
  if exists (
    select from jsonb_each(coalesce(counts, '{}')) c where jsonb_typeof(c.value) <> 'number'
  ) then
    raise exception '事件只能携带数字' using errcode = 'RG422', hint = 'an event carries numbers only';
  end if;
  insert into outbox (county_code, kind, area_id, unit_id, counts)
  values (county, emit_event.kind, emit_event.area_id, emit_event.unit_id, coalesce(emit_event.counts, '{}'))
  returning id into new_id;
  return new_id;
end $$;
