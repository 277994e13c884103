-- One of the seven front-line activities: kind, where, when, and what came of it.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, unit text, kind text, on_date date, result text)),
added as (
  insert into field_activity (county_code, response_id, unit_id, level, kind, on_date, result)
  select r.county_code, r.id, u.id, u.level, known_word('activity', b.kind), case when b.on_date > county_day(now())
      then refuse('RG422', '活动日期晚于今天', 'on_date lies in the future')::date else b.on_date end, b.result
  from b cross join lateral known_response(b.response) r cross join lateral known_unit(b.unit) u
  returning *
)
select work_done('activity', a.id::text, 0, 0, 1, a.area_id, a.unit_id, jsonb_build_object('activity_id', a.id)) as result from added a
