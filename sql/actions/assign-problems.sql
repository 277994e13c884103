-- Hands many problems to one department at once: all of them, or none.
with b as (select * from jsonb_to_record($1::jsonb) x (problems jsonb, department text, due_on date, reason text)),
wanted as (select w.problem_no, w.version, known_department(b.department) as department_id, b.due_on, b.reason
  from b, jsonb_to_recordset(b.problems) w (problem_no text, version int)),
moved as (
  update problem p set state = 'assigned', department_id = w.department_id, due_on = coalesce(w.due_on, p.due_on), reason = w.reason
  from wanted w where p.problem_no = w.problem_no and p.version = w.version
  returning p.*
),
missing as (select w.problem_no, p.version as have, w.version as seen from wanted w left join problem p on p.problem_no = w.problem_no
  where not exists (select from moved m where m.problem_no = w.problem_no) limit 1)
select case when exists (select from missing m where m.have is null) then refuse('RG404', '清单中有不存在的问题', 'the list names a problem that does not exist')::jsonb
  when exists (select from missing) then (select work_done('problem', m.problem_no, m.have, m.seen, null, null, null, '{}') from missing m)
  else (select jsonb_build_object('subject_kind', 'problem', 'subject_id', min(m.problem_no), 'assigned', count(*),
    'audit', jsonb_build_object('problems', count(*)),
    'event', jsonb_build_object('kind', 'problem-changed', 'area_id', min(m.area_id), 'counts', jsonb_build_object('problems', count(*)))) from moved m)
  end as result
from b
