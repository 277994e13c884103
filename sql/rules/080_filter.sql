-- The one filter. `resolve_filter` turns the parameters of api/contract/filter.ts into ids under the caller's rights
-- (what the caller may not see is unknown: RG404); `filtered_petitions` is the only place that applies them. Its parts `also` and
-- `area` are resolved in 473_filter_parts.sql.

create or replace function int_array(list jsonb) returns int[] language sql immutable parallel safe as
  $$ select array_agg(item::int) from jsonb_array_elements_text(list) item $$;

create or replace function text_array(list jsonb) returns text[] language sql immutable parallel safe as
  $$ select array_agg(item) from jsonb_array_elements_text(list) item $$;

-- The matters that say the text of the filter, and that of the petition which has it as its number. Written as the text
-- of an array: a hundred thousand are read in some milliseconds, as JSON in twenty times that.
create or replace function matters_meant(f jsonb, or_numbered boolean) returns bigint[] language plpgsql immutable parallel safe as $$
begin
  return array_remove((f ->> 'matter_ids')::bigint[] || case when or_numbered then (f ->> 'numbered_matter')::bigint end, null);
end $$;

-- Where a text was found, the matters that say it are a list to be joined: as an array beside the other conditions it was weighed
-- member by member whenever a statement was planned, and twenty thousand took longer than their reading.
-- A petition that has the text as its number stands for itself alone and not for its matter: then they do not say it all.
create or replace function has_matters_said(f jsonb) returns boolean language sql immutable parallel safe as
  $$ select f ? 'matter_ids' and not f ? 'numbered_matter' $$;
create or replace function without_text(f jsonb) returns jsonb language sql immutable parallel safe as
  $$ select f - 'q' - 'matter_ids' - 'numbered_matter' $$;

-- Matters that lay in the filter's areas on a past day (rules/451_area_succession.sql).
create or replace function area_matters(f jsonb) returns bigint[] language plpgsql immutable parallel safe as
  $$ begin return (f ->> 'area_matters')::bigint[]; end $$;

-- The cells of `hexagon` as migration 0060 numbers them: size and numbers, of one grid only.
create or replace function bigint_array(list jsonb) returns bigint[] language sql immutable parallel safe as
  $$ select array_agg(item::bigint) from jsonb_array_elements_text(list) item $$;
create or replace function hexagon_cells(codes jsonb) returns jsonb language plpgsql immutable parallel safe as $$
declare
  sizes text[] := array(select distinct substr(c, 2, 1) from jsonb_array_elements_text(codes) c);
begin
  if cardinality(sizes) > 1 then
    raise exception 'hexagon 的各格须属于同一种大小' using errcode = 'RG400', detail = 'hexagon',
      hint = 'parameter hexagon: cells of one grid size only';
  end if;
  return jsonb_build_object('hexagon_size', sizes[1], 'hexagons', (
    select jsonb_agg((split_part(c, '_', 3)::bigint + 1048576) * 2097152 + split_part(c, '_', 2)::bigint + 1048576)
    from jsonb_array_elements_text(codes) c));
end $$;

-- A date of the filter. plpgsql on purpose: the planner folds an immutable call with constant arguments into a constant,
-- while an inlined cast from text is only stable and would be repeated for each of a million rows.
create or replace function filter_date(f jsonb, name text) returns date language plpgsql immutable parallel safe as
  $$ begin return (f ->> name)::date; end $$;

create or replace function bad_parameter(parameter text, value text) returns text language plpgsql as $$
begin
  raise exception '参数 % 的值 % 不在参考表中', parameter, value using errcode = 'RG400', detail = parameter,
    hint = format('parameter %s: unknown value %s; see /api/feeds/reference', parameter, value);
end $$;

-- Ids of the codes that `wanted` lists, in a reference table's own (code, id) pairs; unknown codes are refused by name.
create or replace function reference_ids(parameter text, wanted jsonb, known jsonb) returns jsonb
language sql stable as $$
  select case when wanted is null then null else (
    select jsonb_agg(coalesce(known -> code, to_jsonb(bad_parameter(parameter, code)))) from jsonb_array_elements_text(wanted) code
  ) end
$$;

-- `open` and `closed` mean all such states; a state that is called so itself is asked for by `closed_state`.
create or replace function state_in_filter(code text) returns text language sql immutable parallel safe as
  $$ select case when code in ('open', 'closed') then code || '_state' else code end $$;

create or replace function period_start(period text, as_of date) returns date language sql immutable as $$
  select case period
    when 'today' then as_of
    when '7d' then as_of - 6
    when '30d' then as_of - 29
    when '90d' then as_of - 89
    when '365d' then as_of - 364
    when 'month' then date_trunc('month', as_of::timestamp)::date
    when 'quarter' then date_trunc('quarter', as_of::timestamp)::date
    when 'year' then date_trunc('year', as_of::timestamp)::date
  end
$$;

-- The whole months of a period: from the first day of the first to the first day after the last.
create or replace function first_whole_month(since date) returns date language sql immutable parallel safe as
  $$ select case when since is null then null else (date_trunc('month', since::timestamp - interval '1 day') + interval '1 month')::date end $$;
create or replace function after_whole_months(until date) returns date language sql immutable parallel safe as
  $$ select case when until is null then null else date_trunc('month', until::timestamp + interval '1 day')::date end $$;

-- Edge, in web-mercator metres, of the 76 m cell that holds a coordinate: `side` 0 the lower, 1 the upper. Who may not see
-- points asks for whole cells, or a point could be found by ever smaller boxes; tiles end at the same cells (level 19).
create or replace function cell_edge(metres int, side int) returns int language sql immutable strict parallel safe as $$
  select round((floor((metres + 20037508.342789244) / (40075016.68557849 / 524288)) + side) * (40075016.68557849 / 524288)
    - 20037508.342789244)::int $$;

-- The polygon of `within` in whole web-mercator metres, as text: constant for the planner, and not of any spatial
-- reference, as the columns x and y. A ring that crosses itself has no inside that everybody agrees on.
create or replace function ring_text(within text) returns text language plpgsql stable set search_path = public as $$
declare
  ring text;
begin
  with corner as (
    select n, format('%s %s', mercator_x(split_part(pair, ',', 1)::float8), mercator_y(split_part(pair, ',', 2)::float8)) as at
    from regexp_split_to_table(within, ';') with ordinality as p (pair, n)
    where abs(split_part(pair, ',', 1)::float8) <= 180 and abs(split_part(pair, ',', 2)::float8) <= 85
  )
  select format('POLYGON((%s,%s))', string_agg(at, ',' order by n), (array_agg(at order by n))[1]) into ring
  from corner having count(*) = array_length(regexp_split_to_array(within, ';'), 1);
  if ring is null or not st_isvalid(st_geomfromtext(ring)) or st_area(st_geomfromtext(ring)) = 0 then
    raise exception 'within 的多边形无效：坐标超出范围、边线自交或没有面积' using errcode = 'RG400', detail = 'within',
      hint = 'parameter within: the polygon leaves the map, crosses itself or has no surface';
  end if;
  return ring;
end $$;
create or replace function filter_ring(f jsonb) returns geometry language plpgsql immutable parallel safe set search_path = public as
  $$ begin return st_geomfromtext(f ->> 'ring'); end $$;
-- Where the filter's polygon looks for a petition: its point, or for who may not see points the middle of its cell.
create or replace function place_to_ring(x int, y int, by_cell boolean) returns geometry language sql immutable parallel safe as $$
  select case when by_cell then st_makepoint((cell_edge(x, 0) + cell_edge(x, 1)) / 2.0, (cell_edge(y, 0) + cell_edge(y, 1)) / 2.0)
    else st_makepoint(x, y) end $$;

-- Counties in which the caller has a unit.
create or replace function own_counties() returns text[] language sql stable as
  $$ select array(select distinct u.county_code from admin_unit u where u.id = any (scope_units()) order by 1) $$;

create or replace function resolve_filter(f jsonb) returns jsonb language plpgsql stable set search_path = public as $$
declare
  as_of date := coalesce((f ->> 'as_of')::date, (now() at time zone 'Asia/Shanghai')::date);
  since date := coalesce((f ->> 'from')::date, period_start(f ->> 'period', as_of));
  until date := coalesce((f ->> 'to')::date, case when since is not null then as_of end);
  unit admin_unit;
  box double precision[];
  said text;
  scope_all boolean := cardinality(scope_counties()) > 0;
  counties text[] := own_counties();
  r jsonb := jsonb_build_object('as_of', as_of);
begin
  -- a day that is over is told by its record (rules/335_work_history.sql)
  if as_of < (now() at time zone 'Asia/Shanghai')::date then r := r || '{"past": true}'; end if;
  if since > until then
    raise exception '开始日期 % 晚于结束日期 %', since, until using errcode = 'RG400', detail = 'from',
      hint = 'parameter from must not be after to';
  end if;
  if f ? 'unit' then
    select * into unit from admin_unit u where u.code = f ->> 'unit' order by u.valid_to desc nulls first limit 1;
    if unit is null then
      raise exception '没有这个区划' using errcode = 'RG404', detail = 'unit', hint = 'parameter unit: no such unit';
    end if;
    if unit.level <> 'county' then
      r := r || jsonb_build_object(unit.level || '_ids', jsonb_build_array(unit.id));
    end if;
  end if;
  if f ? 'area' or f ? 'area_kind' then r := r || areas_of_filter(f, as_of); end if;
  if f ? 'category' then
    r := r || jsonb_build_object('categories', (
      select jsonb_agg(distinct c.code) from category c, jsonb_array_elements_text(f -> 'category') prefix
      -- starts_with, and never rpad(): that cuts a longer text
      where starts_with(lpad(c.code::text, 6, '0'), substr(prefix, 1, 2) || regexp_replace(substr(prefix, 3), '(00)+$', ''))));
    if r -> 'categories' = 'null' then perform bad_parameter('category', f ->> 'category'); end if;
  end if;
  r := r || jsonb_strip_nulls(jsonb_build_object(
    'channels', reference_ids('channel', f -> 'channel', (select jsonb_object_agg(code, id) from channel)),
    'purposes', reference_ids('purpose', f -> 'purpose', (select jsonb_object_agg(code, id) from purpose)),
    'sectors', reference_ids('sector', f -> 'sector', (select jsonb_object_agg(code, id) from sector)),
    'states', reference_ids('state', (f -> 'state') - 'open' - 'closed', (select jsonb_object_agg(state_in_filter(code), id) from state)),
    'from', since, 'to', until, 'kind', f -> 'kind', 'overdue', f -> 'overdue', 'q', f -> 'q', 'place', f -> 'place'));
  if f -> 'state' ?| array['open', 'closed'] then
    r := r || jsonb_build_object('states', (
      select jsonb_agg(s.id) from state s where (f -> 'state' ? 'open' and s.open) or (f -> 'state' ? 'closed' and not s.open)
        or f -> 'state' ? state_in_filter(s.code)));
  end if;
  if f ? 'also' then r := with_traits(r, f -> 'also'); end if;
  if f ? 'bbox' then
    box := string_to_array(f ->> 'bbox', ',')::double precision[];
    if box[1] > box[3] or box[2] > box[4] then
      raise exception 'bbox 的顺序应为 最小经度,最小纬度,最大经度,最大纬度' using errcode = 'RG400', detail = 'bbox',
        hint = 'parameter bbox: minLon,minLat,maxLon,maxLat';
    end if;
    r := r || jsonb_build_object('box', case when caller_role() in ('leader', 'planner') then jsonb_build_array(
      cell_edge(mercator_x(box[1]), 0), cell_edge(mercator_y(box[2]), 0), cell_edge(mercator_x(box[3]), 1), cell_edge(mercator_y(box[4]), 1))
      else jsonb_build_array(mercator_x(box[1]), mercator_y(box[2]), mercator_x(box[3]), mercator_y(box[4])) end);
  end if;
  if f ? 'within' then
    r := r || jsonb_build_object('ring', ring_text(f ->> 'within'));
    select r || jsonb_build_object('ring_box', jsonb_build_array(
      cell_edge(st_xmin(g)::int, 0), cell_edge(st_ymin(g)::int, 0), cell_edge(st_xmax(g)::int, 1), cell_edge(st_ymax(g)::int, 1)))
      into r from st_geomfromtext(r ->> 'ring') g;
    if caller_role() in ('leader', 'planner') then r := r || '{"ring_by_cell": true}'; end if;
  end if;
  if f ? 'hexagon' then r := r || hexagon_cells(f -> 'hexagon'); end if;
  -- a text is looked for once and not in every count; what nearly everything says stays a text
  if f ? 'q' then
    execute $q$ select coalesce(array_agg(distinct m.id), '{}')::text from matters_saying($1) m having count(*) <= 300000 $q$
      into said using f ->> 'q';
    r := r || jsonb_strip_nulls(jsonb_build_object('matter_ids', said, 'numbered_matter', (
      select p.matter_id from petition p where p.county_code = any (counties) and p.petition_no = f ->> 'q' limit 1)));
  end if;
  -- every index begins with the county, and a policy's "this county or that township" lets none be searched by it
  r := r || jsonb_build_object('counties', to_jsonb(counties));
  -- a filter on single petitions: the matters' previous petition is then the previous one that the filter leaves. One
  -- channel, and repeats, know it (`earlier`, rules/084_petition_order.sql); otherwise each matter is looked at. A text is one
  -- of matters where it has been looked for.
  if r ?| array['channels', 'collective'] or r ->> 'kind' in ('repeat', 'collective') or r ? 'q' and not has_matters_said(r) then
    r := r || '{"by_petition": true}';
  end if;
  if not r ? 'collective' and (not r ? 'q' or has_matters_said(r)) and jsonb_array_length(r -> 'channels') = 1 and coalesce(r ->> 'kind', 'first') = 'first' then
    r := r || '{"earlier": "channel"}';
  elsif not r ?| array['channels', 'collective'] and (not r ? 'q' or has_matters_said(r)) and r ->> 'kind' = 'repeat' then
    r := r || '{"earlier": "repeat"}';
  end if;
  -- what the months' roll-up can answer: these parameters alone, over at least one whole month, for a caller whose
  -- scope is made of counties and townships (rules/085_tallies.sql)
  if not r ?| array['q', 'village_ids', 'group_ids', 'categories', 'sectors', 'overdue', 'box', 'ring', 'hexagons', 'area_matters']
    and (not r ? 'by_petition' or r ? 'earlier')
    and coalesce(first_whole_month(since) < after_whole_months(until), true)
    and not exists (select from admin_unit u where u.id = any (scope_units()) and u.level in ('village', 'group')) then
    r := r || '{"tallied": true}';
  end if;
  -- and what the days' roll-up of clocks can, which knows no place (rules/100_indicator_counts.sql)
  if scope_all and coalesce(r ->> 'kind', 'first') = 'first' and not r ?| array['township_ids', 'village_ids', 'group_ids',
    'area_ids', 'area_none', 'categories', 'sectors', 'overdue', 'place', 'q', 'box', 'ring', 'hexagons', 'collective'] then
    r := r || '{"clocked": true}';
  end if;
  -- a caller of lower level asks the index for the own units; the policy decides all the same
  if not scope_all and not r ?| array['township_ids', 'village_ids', 'group_ids'] then
    r := r || coalesce((
      select jsonb_object_agg(level || '_ids', ids) from (
        select u.level, jsonb_agg(u.id) ids from admin_unit u
        where u.id = any (scope_units()) and u.level <> 'county' group by u.level) s
      having count(*) = 1), '{}');
  end if;
  return r;
end $$;

-- Matters of the caller's counties whose number, title or place holds the text; never a confidential one. As the owner,
-- because the index of characters (migration 0080) is closed to everybody else: so it also names matters beyond the
-- caller's units, and whoever asks it must meet its ids with rows that the policies let through, as filtered_petitions
-- does. The kiosk may not ask it at all (policies.sql); plpgsql asks for that right only when somebody searches.
create or replace function matters_saying(wanted text) returns table (county_code text, id bigint)
language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
declare
  mine text[] := own_counties();
begin
  return query
    select m.county_code, m.id from matter m
    where m.county_code = any (mine) and not m.confidential
      and string_to_array(coalesce(m.title, '') || coalesce(m.place_text, ''), null) @> string_to_array(wanted, null)
      and (strpos(m.title, wanted) > 0 or strpos(m.place_text, wanted) > 0);
  return query
    select m.county_code, m.id from matter m
    where m.county_code = any (mine) and m.matter_no = wanted and not m.confidential
      and strpos(coalesce(m.title, ''), wanted) = 0 and strpos(coalesce(m.place_text, ''), wanted) = 0;
end $$;

create or replace function filtered_petitions(f jsonb) returns setof petition language sql stable parallel safe as $$
  select p.* from petition p where
    (f -> 'counties' is null or p.county_code = any (text_array(f -> 'counties')))
    and (f ->> 'from' is null or p.received_on >= filter_date(f, 'from'))
    and (f ->> 'to' is null or p.received_on <= filter_date(f, 'to'))
    and (f -> 'township_ids' is null or p.township_id = any (int_array(f -> 'township_ids')))
    and (f -> 'village_ids' is null or p.village_id = any (int_array(f -> 'village_ids')))
    and (f -> 'group_ids' is null or p.group_id = any (int_array(f -> 'group_ids')))
    and (f -> 'area_ids' is null
         or case when f -> 'area_matters' is null then p.area_id = any (int_array(f -> 'area_ids')) else p.matter_id = any (area_matters(f)) end
         or (f -> 'area_none' is not null and p.area_id is null))
    and (f -> 'categories' is null or p.category = any (int_array(f -> 'categories')))
    and (f -> 'channels' is null or p.channel = any (int_array(f -> 'channels')))
    and (f -> 'purposes' is null or p.purpose = any (int_array(f -> 'purposes')))
    and (f -> 'sectors' is null or p.sector = any (int_array(f -> 'sectors')))
    and (f -> 'states' is null or p.state = any (int_array(f -> 'states')))
    and (f ->> 'kind' is distinct from 'first' or p.is_first)
    and (f ->> 'kind' is distinct from 'repeat' or not p.is_first)
    and (f ->> 'kind' is distinct from 'collective' and f -> 'collective' is null or p.is_collective)
    and (f ->> 'overdue' is null or (p.is_open and p.due_on < filter_date(f, 'as_of')))
    and (f ->> 'place' is distinct from 'placed' or p.place_status = 1)
    and (f ->> 'place' is distinct from 'unlocated' or p.place_status in (0, 3))
    and (f ->> 'place' is distinct from 'outside' or p.place_status = 2)
    and (f -> 'box' is null or (p.x between (f -> 'box' ->> 0)::int and (f -> 'box' ->> 2)::int
         and p.y between (f -> 'box' ->> 1)::int and (f -> 'box' ->> 3)::int))
    and (f -> 'ring' is null or (p.x between (f -> 'ring_box' ->> 0)::int and (f -> 'ring_box' ->> 2)::int
         and p.y between (f -> 'ring_box' ->> 1)::int and (f -> 'ring_box' ->> 3)::int
         and st_intersects(filter_ring(f), place_to_ring(p.x, p.y, f -> 'ring_by_cell' is not null))))
    and (f -> 'hexagons' is null or case f ->> 'hexagon_size' when '1' then p.hex1 when '2' then p.hex2 else p.hex3 end
         = any (bigint_array(f -> 'hexagons')))
    -- where nothing has the text as its number, that is not asked of every row: the matters alone are looked up then
    and (f ->> 'q' is null or f -> 'numbered_matter' is not null and p.petition_no = f ->> 'q' or p.matter_id = any (matters_meant(f, false))
         or f ->> 'matter_ids' is null and (p.county_code, p.matter_id) in (select m.county_code, m.id from matters_saying(f ->> 'q') m))
$$;
