-- Records how many households of a round are visited by now.
with b as (select * from jsonb_to_record($1::jsonb) x (round_id bigint, version int, done_count int)),
target as (select v.* from household_visit_round v join b on b.round_id = v.id),
recorded as (
  update household_visit_round v set done_count = case when b.done_count > v.planned_count
      then refuse('RG422', '走访户数超过计划户数', 'more households than planned')::int else b.done_count end
  from b where v.id = b.round_id and v.version = b.version
  returning v.*
)
select work_done('visit', t.id::text, t.version, b.version, r.version, t.area_id, t.unit_id,
  jsonb_build_object('round_id', t.id, 'planned_count', t.planned_count, 'done_count', r.done_count)) as result
from b cross join target t left join recorded r on true
