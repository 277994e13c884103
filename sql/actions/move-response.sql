-- Moves an area to its next stage; rules/330_work_moves.sql says which stages are legal and what they need.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, "to" text, version int, reason text)),
target as (select r.* from b cross join lateral known_response(b.response) r),
moved as (
  update joint_response r set state = case when b."to" = r.state then no_step('response', r.state, null) else b."to" end, reason = b.reason
  from b where r.code = b.response and r.version = b.version
  returning r.*
)
select work_done('response', t.code, t.version, b.version, m.version, t.area_id, null,
  jsonb_build_object('response', t.code, 'state', m.state)) as result
from b cross join target t left join moved m on true
