-- Writes down the decision on one point of the agenda. An owner that is a unit gets it as a task, due on the same day.
with b as (select * from jsonb_to_record($1::jsonb) x (item_id bigint, version int, decision text, owner_unit text, department text, due_on date,
    responsible_title text)),
target as (select i.*, c.version as have, c.area_id from consultation_item i join b on b.item_id = i.id
  join consultation c on c.county_code = i.county_code and c.id = i.consultation_id),
touched as (
  update consultation c set title = c.title from b, target t
  where c.county_code = t.county_code and c.id = t.consultation_id and c.version = b.version returning c.version
),
decided as (
  update consultation_item i set decision = b.decision, decided_on = county_day(now()), due_on = b.due_on,
    owner_unit_id = case when b.owner_unit is not null then (known_unit(b.owner_unit)).id end, department_id = known_department(b.department)
  from b, touched where i.id = b.item_id
  returning i.*
)
select work_done('consultation', t.consultation_id::text, t.have, b.version, d.version, t.area_id, null, jsonb_build_object('item_id', t.id,
  'task_id', case when i.owner_unit_id is not null then task_of_decision(i, b.responsible_title) end)) as result
from b cross join target t left join touched d on true left join decided i on true
