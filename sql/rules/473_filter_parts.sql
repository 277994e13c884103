-- Parts of resolve_filter (080_filter.sql) that are rules of their own.

-- The resolved filter with the traits of `also`, which must hold besides its own kind, states and place. What excludes
-- itself (a first petition that is a repeat) leaves no state, and so no petition.
create or replace function with_traits(r jsonb, also jsonb) returns jsonb language plpgsql stable set search_path = public as $$
declare
  wanted text[] := array_remove(text_array(also) || (r ->> 'kind') || (r ->> 'place'), null);
  order_of_contact text[] := array(select distinct w from unnest(wanted) w where w in ('first', 'repeat'));
  place text[] := array(select distinct w from unnest(wanted) w where w in ('placed', 'unlocated', 'outside'));
begin
  if wanted && '{open,closed}' then
    r := r || jsonb_build_object('states', (
      select coalesce(jsonb_agg(s.id), '[]') from state s
      where (r -> 'states' is null or s.id = any (int_array(r -> 'states')))
        and (s.open or not 'open' = any (wanted)) and (not s.open or not 'closed' = any (wanted))));
  end if;
  if cardinality(order_of_contact) > 1 or cardinality(place) > 1 then
    r := r || '{"states": []}';
  end if;
  return r || jsonb_strip_nulls(jsonb_build_object('place', place[1],
    'kind', coalesce(order_of_contact[1], case when 'collective' = any (wanted) then 'collective' end),
    'collective', case when 'collective' = any (wanted) and order_of_contact <> '{}' then true end));
end $$;

-- `area` and `area_kind` as ids. A day of the past asks for the borders of that day (451_area_succession.sql): which matters lay
-- inside is then told by themselves.
create or replace function areas_of_filter(f jsonb, as_of date) returns jsonb language plpgsql stable set search_path = public as $$
declare
  areas jsonb;
  past_areas int[];
  r jsonb := '{}';
begin
  if f ? 'area' and not f -> 'area' ? 'none' and not f ? 'area_kind' and f ? 'as_of' and areas_changed_since(as_of) then
    select array_agg(k.id) into past_areas from area_borders_on(as_of) k where f -> 'area' ? k.code;
    if cardinality(past_areas) < jsonb_array_length(f -> 'area') then past_areas := null; end if;
  end if;
  select jsonb_agg(k.id order by k.id) into areas from key_area k
  where case when past_areas is null then k.valid_to is null else k.id = any (past_areas) end
    and (not f ? 'area' or f -> 'area' ? k.code) and (not f ? 'area_kind' or f -> 'area_kind' ? k.kind);
  perform bad_parameter('area_kind', w) from jsonb_array_elements_text(f -> 'area_kind') w
    where not exists (select from key_area_kind n where n.code = w);
  if (select count(*) from key_area k where f -> 'area' ? k.code
      and case when past_areas is null then k.valid_to is null else k.id = any (past_areas) end)
      < jsonb_array_length((f -> 'area') - 'none') then
    raise exception '没有这个重点区域' using errcode = 'RG404', detail = 'area', hint = 'parameter area: no such key area';
  end if;
  r := r || jsonb_build_object('area_ids', coalesce(areas, '[]'));
  -- what lies in no area is of no kind either: both parameters must hold
  if f -> 'area' ? 'none' and not f ? 'area_kind' then r := r || '{"area_none": true}'; end if;
  -- a day of the past asks for the borders of that day
  if past_areas is not null then
    r := r || jsonb_build_object('area_matters', (matters_in_areas_on(as_of, past_areas) || matters_named_in_areas_on(as_of, past_areas))::text);
  end if;
  return r;
end $$;
