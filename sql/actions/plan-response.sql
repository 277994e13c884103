-- Sets title, lead unit, resolution plan and on-site order-and-service plan; what is not given stays.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, version int, title text, lead_unit text, resolution_plan text, service_plan text)),
target as (select r.* from b cross join lateral known_response(b.response) r),
planned as (
  update joint_response r set title = coalesce(b.title, r.title),
    lead_department_id = coalesce(known_department(b.lead_unit), r.lead_department_id),
    resolution_plan = coalesce(b.resolution_plan, r.resolution_plan), service_plan = coalesce(b.service_plan, r.service_plan)
  from b where r.code = b.response and r.version = b.version
  returning r.*
)
select work_done('response', t.code, t.version, b.version, p.version, t.area_id, null, jsonb_build_object('response', t.code)) as result
from b cross join target t left join planned p on true
