-- $1 resolved filter, $2 {response, level, open, limit, cursor}. Tasks of the four levels, the most urgent first; the
-- period means the day of assignment. With `response` the units asked for do not matter: all four levels of it are told.
with keyed as (
  select t.*, w.title, w.responsible_title, w.report, w.reason, w.acknowledged_at, w.confirmed_at, w.version, s.name_zh, s.name_en, s.open,
    t.state = 'assigned' and t.ack_due_at < moment_of($1::jsonb) or s.open and t.due_on < filter_date($1::jsonb, 'as_of') as late,
    case when s.open then 0 else 1 end as rank, t.due_on - '2000-01-01'::date as place_in_line
  from tasks_on($1::jsonb) t join response_task w on w.county_code = t.county_code and w.id = t.id
  join work_state s on s.machine = 'task' and s.code = t.state
  where ($2::jsonb ->> 'response' is null or t.response_id = (select response_id_of($2::jsonb ->> 'response')))
    and ($2::jsonb ? 'response' or stands_in_filter($1::jsonb, t.area_id, t.township_id, t.village_id, t.group_id))
    and t.response_id in (select r.id from filtered_responses($1::jsonb - 'township_ids' - 'village_ids' - 'group_ids') r)
    and falls_in_period($1::jsonb, county_day(t.assigned_at))
    and ($2::jsonb ->> 'level' is null or t.level = $2::jsonb ->> 'level')
    and ($2::jsonb ->> 'open' is null or s.open)
    and ($1::jsonb ->> 'overdue' is null or t.state = 'assigned' and t.ack_due_at < moment_of($1::jsonb)
      or s.open and t.due_on < filter_date($1::jsonb, 'as_of'))
),
page as (select * from keyed k where after_cursor($2::jsonb, k.rank, k.place_in_line, k.id)
  order by k.rank, k.place_in_line, k.id limit ($2::jsonb ->> 'limit')::int + 1),
numbered as (select page.*, row_number() over (order by rank, place_in_line, id) as n from page),
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'total', (select count(*) from keyed), 'as_of', $1::jsonb ->> 'as_of',
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object(
    'task_id', t.id, 'response', r.code, 'response_title', r.title, 'area_code', k.code, 'area_name', k.name, 'level', t.level,
    'unit_code', u.code, 'unit_name', unit_words(u.id), 'title', t.title, 'responsible_title', t.responsible_title,
    'state', t.state, 'state_name', t.name_zh, 'state_name_en', t.name_en, 'open', t.open, 'overdue', t.late,
    'assigned_at', t.assigned_at, 'ack_due_at', t.ack_due_at, 'due_on', t.due_on, 'acted_at', t.acted_at, 'version', t.version,
    -- what was written or done after the filter's day is not told for it
    'acknowledged_at', case when by_day(county_day(t.acknowledged_at), $1::jsonb) then t.acknowledged_at end,
    'confirmed_at', case when t.state = 'confirmed' then t.confirmed_at end,
    'report', case when not asks_past($1::jsonb) or t.state in ('reported', 'confirmed', 'returned') then t.report end,
    'reason', case when not asks_past($1::jsonb) then t.reason end,
    'rung', case when t.open then rung_of(greatest(share_gone(t.assigned_at, end_of_day(t.due_on), moment_of($1::jsonb)),
      case when t.state = 'assigned' then share_gone(t.assigned_at, t.ack_due_at, moment_of($1::jsonb)) end), t.level) end,
    'moves', case when in_my_units(t.county_code, t.township_id, t.village_id, t.group_id) then moves_on($1::jsonb, task_moves(t.county_code, t.id, t.state, t.level)) else '[]' end
  ) order by t.n)
  from shown t
  join joint_response r on r.county_code = t.county_code and r.id = t.response_id
  left join admin_unit u on u.id = t.unit_id
  left join key_area k on k.id = t.area_id), '[]')
)::text as body
