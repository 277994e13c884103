-- The borders that held on a day: of areas that stand, of their earlier versions, of areas that have ended since.
create or replace function area_borders_on(day date) returns table (id int, code text, geom geometry) language sql stable
set search_path = public as $$
  select k.id, k.code, k.geom from key_area k
  where k.county_code = installation_county() and k.valid_from <= day and coalesce(k.valid_to, 'infinity') >= day
  union all
  select v.area_id, k.code, v.geom from key_area_version v join key_area k on k.id = v.area_id
  where v.county_code = installation_county() and day between v.valid_from and v.valid_to
$$;

-- Matters that lay in the areas on a day, whatever was merged, split or drawn anew since: on a border and where areas
-- overlap the lowest code has them, as area_at() says. Runs as the owner, because the policies keep points from the
-- spatial index; numbers alone come out, and what they count is under the caller's policies.
create or replace function matters_in_areas_on(day date, areas int[]) returns bigint[] language sql stable security definer
set search_path = public as $$
  select coalesce(array_agg(distinct m.id), '{}') from area_borders_on(day) b
  join matter m on m.county_code = installation_county() and m.place_status in (1, 2) and st_covers(b.geom, m.geom)
  where b.id = any (areas) and not exists (
    select from area_borders_on(day) o where o.code collate "C" < b.code collate "C" and st_covers(o.geom, m.geom))
$$;

-- Those without a point are in the area that their file named, and go on with it where it is merged, or stand in none
-- where it is retired: before, they were in the first of the areas that let them go since.
create or replace function matters_named_in_areas_on(day date, areas int[]) returns bigint[] language sql stable security definer
set search_path = public as $$
  select coalesce(array_agg(m.id), '{}') from matter m
  left join lateral (
    select h.area_id from place_history h join key_area k on k.id = h.area_id and k.valid_to >= day
    where h.county_code = m.county_code and h.matter_id = m.id and h.geom is null and h.reason = 'boundary'
    order by h.changed_at, h.id limit 1) was on true
  where m.county_code = installation_county() and m.geom is null and coalesce(was.area_id, m.area_id) = any (areas)
    and (m.area_id is not null or was.area_id is not null)
$$;

-- Whether any area's border on that day is not the present one.
create or replace function areas_changed_since(day date) returns boolean language sql stable security definer
set search_path = public as $$
  select exists (select from key_area k where k.county_code = installation_county() and (k.valid_to >= day or k.valid_to is null and k.valid_from > day))
$$;

-- The documents of an area that ended follow to the one that goes on, but what is there already.
create or replace function pass_on_documents(gone key_area, heir key_area) returns void language sql volatile set search_path = public, pg_temp as $$
  update area_document d set area_id = heir.id where d.area_id = gone.id and d.county_code = gone.county_code and not exists (
    select from area_document o where o.county_code = d.county_code and o.area_id = heir.id and o.sha256 = d.sha256 and o.removed_at is null and d.removed_at is null)
$$;

-- One area takes others in: it goes on with its number, its responses and its earlier borders; the others end the day
-- before and point to it. Their petitions and documents follow. Step by step, so that each matter moves once.
create or replace function merge_key_areas(b jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp as $$
declare
  today date := (now() at time zone 'Asia/Shanghai')::date;
  since date := coalesce((b ->> 'valid_from')::date, today);
  heir key_area;
  gone key_area[];
  one key_area;
  whole geometry;
begin
  select * into heir from key_area k where k.county_code = installation_county() and k.code = b ->> 'into' and k.valid_to is null;
  if heir.id is null then return null; end if;
  select array_agg(k order by k.code) into gone from key_area k
  where k.county_code = installation_county() and k.valid_to is null and b -> 'codes' ? k.code;
  if coalesce(cardinality(gone), 0) < (select count(distinct c) from jsonb_array_elements_text(b -> 'codes') c) then return null; end if;
  if b -> 'codes' ? heir.code then
    raise exception '区域不能并入自身' using errcode = 'RG422', detail = 'codes', hint = 'an area cannot be merged into itself';
  elsif since > today then
    raise exception '合并日期不能晚于今天' using errcode = 'RG422', detail = 'valid_from', hint = 'the merger cannot hold from a day after today';
  end if;
  foreach one in array gone || heir loop
    if one.valid_from >= since then
      raise exception '“%”自 % 起启用，合并日期须晚于这一天', one.name, one.valid_from using errcode = 'RG422', detail = 'valid_from',
        hint = format('%s holds since %s; the merger must be later', one.code, one.valid_from);
    end if;
  end loop;
  select st_multi(st_collectionextract(st_unaryunion(st_collect(k.geom)), 3)) into whole from unnest(gone || heir) k;

  insert into key_area_version (county_code, area_id, name, kind, geom, household_count, valid_from, valid_to)
  values (heir.county_code, heir.id, heir.name, heir.kind, heir.geom, heir.household_count, heir.valid_from, since - 1);
  update key_area k set geom = whole, valid_from = since, name = coalesce(b ->> 'name', k.name),
    household_count = coalesce((b ->> 'household_count')::int, (
      select case when count(*) = count(g.household_count) then sum(g.household_count) end from unnest(gone || heir) g), k.household_count)
  where k.id = heir.id;
  foreach one in array gone loop
    update key_area k set valid_to = since - 1 where k.id = one.id;
    -- what has no point follows by name
    insert into place_history (county_code, matter_id, account_id, reason, place_status, place_grade, place_method, geom, township_id, village_id,
      group_id, area_id)
    select m.county_code, m.id, caller_account(), 'boundary', m.place_status, m.place_grade, m.place_method, m.geom, m.township_id, m.village_id,
      m.group_id, m.area_id
    from matter m where m.county_code = one.county_code and m.area_id = one.id;
    update matter m set area_id = heir.id where m.county_code = one.county_code and m.area_id = one.id;
    insert into area_succession (county_code, predecessor_id, successor_id, on_date, reason)
    values (one.county_code, one.id, heir.id, since, 'merged');
    perform pass_on_documents(one, heir);
  end loop;
  return jsonb_build_object('subject_kind', 'key_area', 'subject_id', heir.code, 'code', heir.code, 'merged', cardinality(gone),
    'audit', jsonb_build_object('merged', b -> 'codes', 'since', since),
    'event', jsonb_build_object('kind', 'key-area-merged', 'area_id', heir.id, 'counts', jsonb_build_object('areas', cardinality(gone))));
end $$;
