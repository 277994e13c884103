-- $1 resolved filter, $2 {response, limit, cursor}. What was promised and whether it was kept, the late ones first; the
-- period means the day on which it is due. The state follows from the dates at `as_of`.
with keyed as (
  select c.*, case when kept_by(c.kept_on, $1::jsonb) then 'kept' when c.due_on < filter_date($1::jsonb, 'as_of') then 'late' else 'running' end as state,
    case when kept_by(c.kept_on, $1::jsonb) then 1 else 0 end as rank, c.due_on - '2000-01-01'::date as place_in_line
  from commitment c
  where ($2::jsonb ->> 'response' is null or c.response_id = (select response_id_of($2::jsonb ->> 'response')))
    and stands_in_filter($1::jsonb, c.area_id, c.township_id, c.village_id, c.group_id)
    and falls_in_period($1::jsonb, c.due_on) and by_day(c.made_on, $1::jsonb)
    and ($1::jsonb ->> 'overdue' is null or not kept_by(c.kept_on, $1::jsonb) and c.due_on < filter_date($1::jsonb, 'as_of'))
),
numbered as (
  select k.*, row_number() over (order by k.rank, k.place_in_line, k.id) as n from keyed k
  where after_cursor($2::jsonb, k.rank, k.place_in_line, k.id)
),
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'total', (select count(*) from keyed), 'as_of', $1::jsonb ->> 'as_of',
  'by_state', coalesce((select json_agg(json_build_object('state', s.code, 'name', s.name_zh, 'name_en', s.name_en,
      'n', (select count(*) from keyed k where k.state = s.code)) order by s.sort) from work_state s where s.machine = 'commitment'), '[]'),
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object(
    'commitment_id', c.id, 'response', r.code, 'area_code', k.code, 'area_name', k.name, 'unit_code', u.code, 'unit_name', unit_words(u.id),
    'title', c.title, 'amount_yuan', c.amount_yuan, 'department_name', d.name, 'problem_no', p.problem_no, 'made_on', c.made_on,
    'due_on', c.due_on, 'kept_on', case when kept_by(c.kept_on, $1::jsonb) then c.kept_on end, 'state', c.state, 'state_name', s.name_zh, 'state_name_en', s.name_en,
    'rung', case when not kept_by(c.kept_on, $1::jsonb) then rung_of(share_gone(end_of_day(c.made_on), end_of_day(c.due_on), moment_of($1::jsonb)), 'township') end,
    'version', c.version,
    'may_fulfil', c.kept_on is null and not asks_past($1::jsonb) and in_my_units(c.county_code, c.township_id, c.village_id, c.group_id) and role_rank(caller_role()) between 1 and 3
  ) order by c.n)
  from shown c
  join joint_response r on r.county_code = c.county_code and r.id = c.response_id
  join work_state s on s.machine = 'commitment' and s.code = c.state
  left join problem p on p.county_code = c.county_code and p.id = c.problem_id
  left join department d on d.id = c.department_id
  left join admin_unit u on u.id = c.unit_id
  left join key_area k on k.id = c.area_id), '[]')
)::text as body
