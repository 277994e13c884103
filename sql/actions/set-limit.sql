-- Gives an area its own limit for acknowledging at one level; with neither hours nor working days the county's holds again.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, level text, ack_hours int, ack_workdays int)),
target as (select r.*, b.level, b.ack_hours, b.ack_workdays from b cross join lateral known_response(b.response) r),
gone as (
  delete from response_limit l using target t
  where l.county_code = t.county_code and l.response_id = t.id and l.level = t.level returning l.level
),
come as (
  insert into response_limit (county_code, response_id, level, ack_hours, ack_workdays)
  select t.county_code, t.id, t.level, t.ack_hours, t.ack_workdays from target t
  where num_nonnulls(t.ack_hours, t.ack_workdays) > 0 and (select count(*) from gone) >= 0
  returning level
)
select work_done('response', t.code, 0, 0, t.version, t.area_id, null, jsonb_build_object('response', t.code, 'own', exists (select from come))) as result
from target t
