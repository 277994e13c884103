-- $1 resolved filter, $2 {response, problem_state, problem, department, source, open, limit, cursor}. `department` none: not yet given. The problem list, what is open and due
-- first; the period means the day on which a problem was collected.
with keyed as (
  select p.*, w.problem_no, w.title, w.source, w.household_count, w.plan, w.reply, w.route, w.reason, w.version, s.name_zh, s.name_en, s.open, d.waits_until, s.open and d.waits_until < filter_date($1::jsonb, 'as_of') as late,
    case when s.open then 0 else 1 end as rank, coalesce(case when s.open then d.waits_until else p.due_on end, '2200-01-01') - '2000-01-01'::date as place_in_line
  from problems_on($1::jsonb) p cross join lateral (select problem_waits_until(p.state, p.due_on, p.recheck_on, p.kept_on) as waits_until) d join problem w on w.county_code = p.county_code and w.id = p.id
  join work_state s on s.machine = 'problem' and s.code = p.state
  where ($2::jsonb ->> 'response' is null or p.response_id = (select response_id_of($2::jsonb ->> 'response')))
    and stands_in_filter($1::jsonb, p.area_id, p.township_id, p.village_id, p.group_id)
    and p.response_id in (select r.id from filtered_responses($1::jsonb - 'township_ids' - 'village_ids' - 'group_ids') r)
    and falls_in_period($1::jsonb, p.collected_on)
    and ($1::jsonb -> 'categories' is null or p.category = any (int_array($1::jsonb -> 'categories')))
    and ($2::jsonb ->> 'problem_state' is null or p.state = $2::jsonb ->> 'problem_state')
    and ($2::jsonb ->> 'problem' is null or w.problem_no = $2::jsonb ->> 'problem')
    and case $2::jsonb ->> 'department' when 'none' then p.department_id is null
      else $2::jsonb ->> 'department' is null or p.department_id = (select d.id from department d where d.code = $2::jsonb ->> 'department') end
    and ($2::jsonb ->> 'source' is null or w.source = $2::jsonb ->> 'source')
    and ($2::jsonb ->> 'open' is null or s.open)
    and ($1::jsonb ->> 'overdue' is null or s.open and d.waits_until < filter_date($1::jsonb, 'as_of'))
    and ($1::jsonb ->> 'q' is null or w.problem_no = $1::jsonb ->> 'q' or strpos(w.title, $1::jsonb ->> 'q') > 0)
),
page as (select * from keyed k where after_cursor($2::jsonb, k.rank, k.place_in_line, k.id)
  order by k.rank, k.place_in_line, k.id limit ($2::jsonb ->> 'limit')::int + 1),
numbered as (select page.*, row_number() over (order by rank, place_in_line, id) as n from page),
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'total', (select count(*) from keyed), 'as_of', $1::jsonb ->> 'as_of',
  'by_state', coalesce((select json_agg(json_build_object('state', s.code, 'name', s.name_zh, 'name_en', s.name_en, 'open', s.open,
      'n', (select count(*) from keyed k where k.state = s.code)) order by s.sort) from work_state s where s.machine = 'problem'), '[]'),
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object(
    'problem_no', p.problem_no, 'problem_id', p.id, 'response', r.code, 'response_title', r.title, 'area_code', k.code, 'area_name', k.name, 'unit_code', u.code,
    'unit_name', unit_words(u.id), 'title', p.title, 'category', lpad(p.category::text, 6, '0'), 'category_name', g.name_zh,
    'source', p.source, 'source_name', word_zh('problem_source', p.source), 'source_name_en', word_en('problem_source', p.source),
    'household_count', p.household_count, 'department', d.code, 'department_name', d.name,
    'state', p.state, 'state_name', p.name_zh, 'state_name_en', p.name_en, 'open', p.open, 'overdue', coalesce(p.late, false),
    -- of a past day no texts that may be younger than it
    'plan', case when not asks_past($1::jsonb) or p.state in ('planned', 'handling', 'kept', 'confirmed', 'struck') then p.plan end,
    'reply', case when not asks_past($1::jsonb) or p.state in ('kept', 'confirmed', 'struck', 'explained') then p.reply end,
    'route_name', case when not asks_past($1::jsonb) or p.state = 'routed' then t.name_zh end,
    'due_on', p.due_on, 'waits_until', case when p.open then p.waits_until end, 'recheck_on', p.recheck_on,
    'collected_on', p.collected_on, 'assigned_on', p.assigned_on, 'kept_on', p.kept_on, 'closed_on', p.closed_on,
    'reopened_count', p.reopened_count, 'reason', case when not asks_past($1::jsonb) then p.reason end, 'version', p.version,
    'rung', case when p.open and p.waits_until is not null then rung_of(share_gone(
      end_of_day(case when p.state = 'kept' then p.kept_on else coalesce(p.assigned_on, p.collected_on) end), end_of_day(p.waits_until), moment_of($1::jsonb)), 'township') end,
    'revisits', (select coalesce(json_agg(json_build_object('on_date', v.on_date, 'result', v.result,
        'result_name', word_zh('revisit_result', v.result), 'result_name_en', word_en('revisit_result', v.result)) order by v.on_date, v.id), '[]')
      from revisit v where v.county_code = p.county_code and v.problem_id = p.id and by_day(v.on_date, $1::jsonb)),
    'moves', case when in_my_units(p.county_code, p.township_id, p.village_id, p.group_id) then moves_on($1::jsonb, legal_moves('problem', p.state, null)) else '[]' end
  ) order by p.n)
  from shown p
  join joint_response r on r.county_code = p.county_code and r.id = p.response_id
  left join department d on d.id = p.department_id
  left join category g on g.code = p.category
  left join route t on t.id = p.route
  left join admin_unit u on u.id = p.unit_id
  left join key_area k on k.id = p.area_id), '[]')
)::text as body
