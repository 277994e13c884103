-- Whose borders figures by area have: a matter carries the area in which it lies now, so they are those of `as_of` as long as none was
-- drawn anew, merged or ended since, and today's otherwise. (One area asked for by name is told with the borders of the day itself:
-- 473_filter_parts.sql.)
create or replace function borders_of_figures(f jsonb) returns date language sql stable set search_path = public as $$
  select case when areas_changed_since((f ->> 'as_of')::date) then (now() at time zone 'Asia/Shanghai')::date else (f ->> 'as_of')::date end $$;

-- The filter for figures by area: which of them are shown is asked by the same borders that say where a matter lies, so that no area
-- is shown with a part of what it has.
create or replace function of_present_areas(f jsonb) returns jsonb language sql immutable parallel safe as $$ select f - 'area_matters' $$;

-- Whose borders one figure has that an area filter narrows; none, where no area is asked for.
create or replace function borders_of_filter(f jsonb) returns date language sql stable set search_path = public as $$
  select case when f ? 'area_matters' then (f ->> 'as_of')::date when f ? 'area_ids' then borders_of_figures(f) end $$;
