-- Gives a unit of a level below a task with a due date; the unit acknowledges within its level's limit.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, unit text, title text, responsible_title text, due_on date)),
assigned as (
  insert into response_task (county_code, response_id, unit_id, level, title, responsible_title, due_on)
  select r.county_code, r.id, u.id, u.level, b.title, b.responsible_title,
    case when b.due_on < county_day(now()) then refuse('RG422', '办结期限早于今天', 'due_on lies in the past')::date else b.due_on end
  from b cross join lateral known_response(b.response) r cross join lateral known_unit(b.unit) u
  returning *
)
select work_done('task', a.id::text, 0, 0, a.version, a.area_id, case when a.area_id is null then a.unit_id end,
  jsonb_build_object('task_id', a.id, 'state', a.state, 'ack_due_at', a.ack_due_at)) as result from assigned a
