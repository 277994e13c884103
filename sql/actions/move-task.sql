-- One step of a task: acknowledge, refuse, start, report, confirm, send back, cancel (rules/330_work_moves.sql). To be
-- assigned again it needs a unit: that is reassign-task.
with b as (select * from jsonb_to_record($1::jsonb) x (task_id bigint, "to" text, version int, reason text, report text)),
target as (select t.* from response_task t join b on b.task_id = t.id),
moved as (
  update response_task t set state = case when b."to" in ('assigned', t.state) then no_step('task', t.state, t.level) else b."to" end,
    reason = b.reason, report = coalesce(b.report, t.report)
  from b where t.id = b.task_id and t.version = b.version
  returning t.*
)
select work_done('task', t.id::text, t.version, b.version, m.version, t.area_id, case when t.area_id is null then t.unit_id end,
  jsonb_build_object('task_id', t.id, 'state', m.state)) as result
from b cross join target t left join moved m on true
