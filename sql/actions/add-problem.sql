-- Puts a problem on the area's list: where, what about, from which source, and how many households it concerns.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, unit text, title text, source text, category text, household_count int,
    collected_on date, matter_no text)),
added as (
  insert into problem (county_code, problem_no, response_id, unit_id, title, category, source, household_count, collected_on, matter_no)
  select r.county_code, new_problem_no(r.code), r.id, u.id, b.title, known_category(b.category), known_word('problem_source', b.source), b.household_count,
    case when b.collected_on > county_day(now()) then refuse('RG422', '收集日期晚于今天', 'collected_on lies in the future')::date
      else coalesce(b.collected_on, county_day(now())) end, b.matter_no
  from b cross join lateral known_response(b.response) r cross join lateral known_unit(b.unit) u
  returning *
)
select work_done('problem', a.problem_no, 0, 0, a.version, a.area_id, a.unit_id, jsonb_build_object('problem_no', a.problem_no, 'state', a.state)) as result
from added a
