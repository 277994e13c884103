-- Says anew how many members of which role the task force has: numbers by level, role and department, no names. What was
-- said before ends today and stays for the days before.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, members jsonb)),
target as (select r.* from b cross join lateral known_response(b.response) r),
ended as (
  update task_force f set valid_to = greatest(f.valid_from, county_day(now())) from target t
  where f.county_code = t.county_code and f.response_id = t.id and f.valid_to is null
),
come as (
  insert into task_force (county_code, response_id, level, force_role, department_id, member_count)
  select t.county_code, t.id, m.level, known_word('force_role', m.role), known_department(m.department), m.member_count
  from target t, b, jsonb_to_recordset(b.members) m (level text, role text, department text, member_count int)
  returning member_count
)
select work_done('response', t.code, 0, 0, t.version, t.area_id, null, jsonb_build_object('response', t.code,
  'member_count', (select coalesce(sum(member_count), 0) from come))) as result from target t
