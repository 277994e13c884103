-- Writes down what was promised to the residents, by when, and for which problem.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, unit text, title text, amount_yuan numeric, made_on date, due_on date,
    department text, problem_no text)),
added as (
  insert into commitment (county_code, response_id, unit_id, problem_id, department_id, title, amount_yuan, made_on, due_on)
  select r.county_code, r.id, u.id, case when b.problem_no is not null then coalesce(p.id, refuse('RG404', '没有这个问题', 'no such problem')::bigint) end,
    known_department(b.department), b.title, b.amount_yuan,
    case when b.made_on > county_day(now()) then refuse('RG422', '承诺日期晚于今天', 'made_on lies in the future')::date else coalesce(b.made_on, county_day(now())) end,
    case when b.due_on < coalesce(b.made_on, county_day(now())) then refuse('RG422', '兑现期限早于承诺日期', 'due_on lies before the promise is made')::date else b.due_on end
  from b cross join lateral known_response(b.response) r cross join lateral known_unit(b.unit) u
  left join problem p on p.problem_no = b.problem_no and p.response_id = r.id
  returning *
)
select work_done('commitment', a.id::text, 0, 0, a.version, a.area_id, a.unit_id, jsonb_build_object('commitment_id', a.id)) as result from added a
