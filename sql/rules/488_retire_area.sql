-- A key area ends today. Its matters stay where they are and belong to whatever area covers them now, or to none. What has no
-- place but the area's name - matters without a point, documents, the joint response (rules/479_hand_over.sql) - goes on with the
-- successor that is named, or stands alone. Null where the caller may not know the area or the successor.
create or replace function retire_key_area(b jsonb) returns jsonb language plpgsql volatile set search_path = public, pg_temp as $$
declare
  today date := (now() at time zone 'Asia/Shanghai')::date;
  gone key_area;
  heir key_area;
begin
  select * into gone from key_area k where k.county_code = installation_county() and k.code = b ->> 'code' and k.valid_to is null;
  if gone.id is null then return null; end if;
  if b ? 'successor' then
    if b ->> 'successor' = gone.code then
      raise exception '区域不能由自身承接' using errcode = 'RG422', detail = 'successor', hint = 'an area cannot be its own successor';
    end if;
    select * into heir from key_area k where k.county_code = installation_county() and k.code = b ->> 'successor' and k.valid_to is null;
    if heir.id is null then return null; end if;
  end if;
  update key_area k set valid_to = greatest(today, k.valid_from) where k.id = gone.id;
  -- seen, but not the caller's to end: nothing of it may move
  if not found then return null; end if;
  insert into place_history (county_code, matter_id, account_id, reason, place_status, place_grade, place_method, geom, township_id, village_id,
    group_id, area_id)
  select m.county_code, m.id, caller_account(), 'boundary', m.place_status, m.place_grade, m.place_method, m.geom, m.township_id, m.village_id,
    m.group_id, m.area_id
  from matter m where m.county_code = gone.county_code and m.area_id = gone.id and m.geom is null;
  update matter m set area_id = heir.id where m.county_code = gone.county_code and m.area_id = gone.id and m.geom is null;
  if heir.id is not null then
    insert into area_succession (county_code, predecessor_id, successor_id, on_date, reason) values (gone.county_code, gone.id, heir.id, today, 'retired');
    perform pass_on_documents(gone, heir);
  end if;
  return jsonb_build_object('subject_kind', 'key_area', 'subject_id', gone.code, 'code', gone.code,
    'audit', jsonb_strip_nulls(jsonb_build_object('successor', heir.code)),
    'event', jsonb_build_object('kind', 'key-area-retired', 'counts', jsonb_build_object('areas', 1)));
end $$;
