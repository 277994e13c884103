-- Whose borders figures by area have: a matter carries the area in which it lies now, so they are those of `as_of` as long as none was
-- drawn anew, merged or ended since, and today's otherwise. (One area asked for by name is told with the borders of the day itself:
-- 473_filter_parts.sql.)
create or replace function borders_of_figures(f jsonb) returns date language sql stable set search_path = public as $$
  select case when areas_changed_since((f ->> 'as_of')::date) then (now() at time zone 'Asia/Shanghai')::date else (f ->> 'as_of')::date end $$;
