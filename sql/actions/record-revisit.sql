-- A revisit after something was fulfilled: satisfied, basically satisfied or not. With `reopen` the problem is handled again.
with b as (select *, coalesce(x.on_date, county_day(now())) as day
  from jsonb_to_record($1::jsonb) x (problem_no text, matter_no text, on_date date, result text, note text, reopen boolean)),
problem_of as (select p.* from problem p join b on b.problem_no = p.problem_no),
matter_of as (select m.* from matter m join b on b.matter_no = m.matter_no),
added as (
  insert into revisit (county_code, response_id, area_id, unit_id, problem_id, matter_id, on_date, result, note)
  select s.county_code, s.response_id, s.area_id, s.unit_id, s.problem_id, s.matter_id,
    case when b.day > county_day(now()) then refuse('RG422', '回访日期晚于今天', 'on_date lies in the future')::date else b.day end,
    known_word('revisit_result', b.result), b.note
  from b cross join (
    select county_code, response_id, area_id, unit_id, id as problem_id, null::bigint as matter_id from problem_of
    union all
    select m.county_code, null, m.area_id, coalesce(m.group_id, m.village_id, m.township_id,
      (select u.id from admin_unit u where u.level = 'county' and u.county_code = m.county_code and u.valid_to is null)), null, m.id from matter_of m
  ) s
  returning *
),
reopened as (
  update problem p set state = 'reopened', reason = coalesce(b.note, '回访不满意') from b, added a
  where b.reopen and p.county_code = a.county_code and p.id = a.problem_id returning p.state
)
select work_done('revisit', a.id::text, 0, 0, 1, a.area_id, a.unit_id, jsonb_build_object('revisit_id', a.id,
  'state', coalesce((select state from reopened), (select state from problem_of)))) as result from added a
