-- Gives a task to another unit, which acknowledges anew. The reason stays on the record; so does who had it before.
with b as (select * from jsonb_to_record($1::jsonb) x (task_id bigint, unit text, version int, reason text, due_on date, responsible_title text)),
target as (select t.*, u.id as new_unit,
    case when u.level <> t.level then refuse('RG422', '只能改派给同一级的单位', 'a task goes to a unit of the same level') end as refused
  from response_task t join b on b.task_id = t.id cross join lateral known_unit(b.unit) u),
moved as (
  update response_task t set state = 'assigned', unit_id = g.new_unit, reason = b.reason, due_on = coalesce(b.due_on, t.due_on),
    responsible_title = b.responsible_title
  from b, target g where t.id = b.task_id and t.version = b.version and g.refused is null
  returning t.*
)
select work_done('task', t.id::text, t.version, b.version, m.version, t.area_id, case when t.area_id is null then t.unit_id end,
  jsonb_build_object('task_id', t.id, 'state', m.state, 'ack_due_at', m.ack_due_at)) as result
from b cross join target t left join moved m on true
