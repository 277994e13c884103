-- Notes what was done for a task; its state stays.
with b as (select * from jsonb_to_record($1::jsonb) x (task_id bigint, version int, note text)),
target as (select t.* from response_task t join b on b.task_id = t.id),
noted as (
  update response_task t set reason = b.note, acted_at = clock_timestamp() from b where t.id = b.task_id and t.version = b.version returning t.*
)
select work_done('task', t.id::text, t.version, b.version, n.version, t.area_id, case when t.area_id is null then t.unit_id end,
  jsonb_build_object('task_id', t.id, 'state', t.state)) as result
from b cross join target t left join noted n on true
