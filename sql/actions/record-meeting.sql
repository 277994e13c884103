-- A residents' meeting: where, when, how many came, how many problems were explained.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, unit text, held_on date, attendance_count int, explained_count int, note text)),
added as (
  insert into meeting (county_code, response_id, unit_id, held_on, attendance_count, explained_count, note)
  select r.county_code, r.id, u.id, case when b.held_on > county_day(now())
      then refuse('RG422', '会议日期晚于今天', 'held_on lies in the future')::date else b.held_on end,
    b.attendance_count, coalesce(b.explained_count, 0), b.note
  from b cross join lateral known_response(b.response) r cross join lateral known_unit(b.unit) u
  returning *
)
select work_done('meeting', a.id::text, 0, 0, 1, a.area_id, a.unit_id, jsonb_build_object('meeting_id', a.id)) as result from added a
