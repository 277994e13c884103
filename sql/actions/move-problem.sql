-- One step of a problem on its way from 收集 to 销号, or to a side state; what the step needs comes with it.
with b as (select * from jsonb_to_record($1::jsonb) x (problem_no text, "to" text, version int, reason text, category text, department text,
    plan text, reply text, route text, due_on date, recheck_on date)),
target as (select p.* from problem p join b on b.problem_no = p.problem_no),
moved as (
  update problem p set state = case when b."to" = p.state and p.state <> 'deferred' then no_step('problem', p.state, null) else b."to" end, reason = b.reason, category = coalesce(known_category(b.category), p.category),
    department_id = coalesce(known_department(b.department), p.department_id), plan = coalesce(b.plan, p.plan), reply = coalesce(b.reply, p.reply),
    route = coalesce(known_route(b.route), p.route), due_on = coalesce(b.due_on, p.due_on),
    recheck_on = case when b."to" = 'deferred' then case when b.recheck_on <= county_day(now()) or p.state = 'deferred' and b.recheck_on = p.recheck_on
        then refuse('RG422', '复核日期须晚于今天且不同于原定日期', 'recheck_on must be a new day in the future')::date else b.recheck_on end else p.recheck_on end
  from b where p.problem_no = b.problem_no and p.version = b.version
  returning p.*
)
select work_done('problem', t.problem_no, t.version, b.version, m.version, t.area_id, t.unit_id,
  jsonb_build_object('problem_no', t.problem_no, 'state', m.state)) as result
from b cross join target t left join moved m on true
