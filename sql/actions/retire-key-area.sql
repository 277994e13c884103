-- Ends a key area today; its matters stay where they are and belong to whatever area covers them now, or to none.
update key_area k set valid_to = greatest((now() at time zone 'Asia/Shanghai')::date, k.valid_from)
where k.county_code = installation_county() and k.code = $1::jsonb ->> 'code' and k.valid_to is null
returning jsonb_build_object('subject_kind', 'key_area', 'subject_id', k.code, 'code', k.code,
  'event', jsonb_build_object('kind', 'key-area-retired', 'counts', jsonb_build_object('areas', 1))) as result
