-- $1 resolved filter, $2 {gap}. Areas by four levels: who answers, last action, due date, state and gaps of each cell. With
-- `gap` only gaps of that kind count, and only the rows that have one are told.
with cells as materialized (select * from response_cells($1::jsonb)),
missing as materialized (select g.response_id, g.level, count(*) as n from gaps($1::jsonb) g
  where $2::jsonb ->> 'gap' is null or g.kind = $2::jsonb ->> 'gap' group by 1, 2),
-- who answers, by name of the office, for the unit that a cell names
title as materialized (
  select distinct on (t.response_id, t.level, t.unit_id) t.response_id, t.level, t.unit_id, t.responsible_title
  from response_task t join work_state w on w.machine = 'task' and w.code = t.state
  where t.county_code = installation_county() and t.response_id = any (array(select c.response_id from cells c where c.level = 'county'))
    and t.responsible_title is not null and t.state not in ('refused', 'cancelled')
  order by t.response_id, t.level, t.unit_id, w.open desc, t.id
),
cell as (
  select c.response_id, c.stage, c.area_id, sum(m.n) as gaps, min(s.sort) as urgency, json_agg(json_build_object(
    'level', c.level, 'state', c.state, 'state_name', s.name_zh, 'state_name_en', s.name_en, 'tasks', c.tasks, 'open', c.open,
    'units', c.units, 'responsible', coalesce(v.name, '') || u.name,
    'office_title', case when u.id is not null then o.responsible_title end, 'acted_at', c.acted_at, 'due_on', c.due_on,
    'rung', case when g.step is not null then json_build_object('share', c.share, 'step', g.step, 'tone', g.tone, 'name', g.name_zh, 'name_en', g.name_en,
      'supervised_by', g.supervised_by) end, 'gaps', coalesce(m.n, 0)
  ) order by level_rank(c.level)) as cells
  from cells c
  join work_state s on s.machine = 'cell' and s.code = c.state
  left join admin_unit u on u.id = c.unit_id
  left join admin_unit v on v.id = u.village_id and u.level = 'group'
  left join title o on o.response_id = c.response_id and o.level = c.level and o.unit_id = c.unit_id
  left join lateral rungs(c.share, c.level) g on true
  left join missing m on m.response_id = c.response_id and m.level = c.level
  group by 1, 2, 3
)
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of', 'total', count(*), 'next', null,
  'rows', coalesce(json_agg(json_build_object(
    'response', r.code, 'title', r.title, 'area_code', coalesce(k.code, was.code), 'area_name', coalesce(k.name, was.name), 'sector', x.code, 'sector_name', x.name_zh,
    'state', c.stage, 'state_name', s.name_zh, 'state_name_en', s.name_en, 'gaps', coalesce(c.gaps, 0), 'cells', c.cells
  ) order by coalesce(c.gaps, 0) desc, c.urgency, r.code), '[]')
)::text as body
from cell c
join joint_response r on r.county_code = installation_county() and r.id = c.response_id
join work_state s on s.machine = 'response' and s.code = c.stage
left join key_area k on k.id = c.area_id
left join ended_areas() was on was.id = c.area_id
left join sector x on x.id = r.sector
where $2::jsonb ->> 'gap' is null or c.gaps > 0
