-- $1 resolved filter, $2 {response, limit, cursor}. Joint consultations, the latest first, with agenda, decisions, owners and
-- the tasks that came of them; the period means the day on which one was held.
with keyed as (
  select c.*, 0 as rank, '2100-01-01'::date - c.held_on as place_in_line
  from consultation c
  where ($2::jsonb ->> 'response' is null or c.response_id = (select response_id_of($2::jsonb ->> 'response')))
    and c.response_id in (select r.id from filtered_responses($1::jsonb) r) and falls_in_period($1::jsonb, c.held_on) and by_day(c.held_on, $1::jsonb)
),
numbered as (
  select k.*, row_number() over (order by k.rank, k.place_in_line, k.id) as n from keyed k
  where after_cursor($2::jsonb, k.rank, k.place_in_line, k.id)
),
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'total', (select count(*) from keyed), 'as_of', $1::jsonb ->> 'as_of',
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object(
    'consultation_id', c.id, 'response', r.code, 'response_title', r.title, 'area_code', k.code, 'area_name', k.name, 'unit_code', u.code,
    'unit_name', u.name, 'title', c.title, 'convenor_title', c.convenor_title, 'attending', c.attending, 'held_on', c.held_on, 'version', c.version,
    'may_decide', not asks_past($1::jsonb) and in_my_units(c.county_code, c.township_id, c.village_id, c.group_id) and role_rank(caller_role()) between 1 and 2,
    'items', (select coalesce(json_agg(json_build_object('item_id', i.id, 'agenda', i.agenda, 'problem_no', p.problem_no, 'problem_title', p.title,
        'decision', i.decision, 'decided_on', i.decided_on, 'earlier', i.earlier, 'owner_code', w.code, 'owner_name', coalesce(unit_words(w.id), d.name), 'department_name', d.name, 'due_on', i.due_on,
        'task_id', n.id, 'task_state', n.state, 'task_state_name', s.name_zh, 'task_state_name_en', s.name_en) order by i.id), '[]')
      from (select i.county_code, i.consultation_id, i.id, i.agenda, i.problem_id, d.decision, d.owner_unit_id, d.department_id, d.due_on, d.decided_on,
          (select coalesce(json_agg(json_build_object('decision', e.decision, 'decided_on', e.decided_on, 'due_on', e.due_on,
              'owner_name', coalesce(unit_words(e.owner_unit_id), o.name)) order by e.n desc), '[]')
            from decisions_of(i) e left join department o on o.id = e.department_id where e.n < d.n) as earlier
        from consultation_item i
        -- what was decided after the filter's day is not told for it
        left join lateral (select v.* from decisions_of(i) v where by_day(v.decided_on, $1::jsonb) order by v.n desc limit 1) d on true) i
      left join problem p on p.county_code = i.county_code and p.id = i.problem_id
      left join admin_unit w on w.id = i.owner_unit_id
      left join department d on d.id = i.department_id
      left join response_task t on t.county_code = i.county_code and t.consultation_item_id = i.id
      left join tasks_on($1::jsonb) n on n.county_code = t.county_code and n.id = t.id
      left join work_state s on s.machine = 'task' and s.code = n.state
      where i.county_code = c.county_code and i.consultation_id = c.id)
  ) order by c.n)
  from shown c
  join joint_response r on r.county_code = c.county_code and r.id = c.response_id
  left join admin_unit u on u.id = c.unit_id
  left join key_area k on k.id = c.area_id), '[]')
)::text as body
