-- $1 resolved filter, $2 {gap, parts}. Areas by four levels: who answers, last action, due date and state of each cell (part
-- `cells`), and the gaps by response and level, with `gap` only those of that kind (part `gaps`): two halves of like length,
-- which a server reads side by side. The contract joins them (api/contract/feeds/response-matrix.ts). What was not asked for is
-- empty. `version` is the state of the data that was read.
with cells as materialized (select c.* from response_cells($1::jsonb) c where $2::jsonb -> 'parts' ? 'cells'),
missing as materialized (
  select g.response_id, g.level, count(*) as n from gaps($1::jsonb) g
  where $2::jsonb -> 'parts' ? 'gaps' and ($2::jsonb ->> 'gap' is null or g.kind = $2::jsonb ->> 'gap') group by 1, 2
),
-- who answers, by name of the office, for the unit that a cell names
title as materialized (
  select distinct on (t.response_id, t.level, t.unit_id) t.response_id, t.level, t.unit_id, t.responsible_title
  from response_task t join work_state w on w.machine = 'task' and w.code = t.state
  where t.county_code = installation_county() and t.response_id = any (array(select c.response_id from cells c where c.level = 'county'))
    and t.responsible_title is not null and t.state not in ('refused', 'cancelled')
  order by t.response_id, t.level, t.unit_id, w.open desc, t.id
),
cell as (
  select c.response_id, c.stage, c.area_id, min(s.sort) as urgency, json_agg(json_build_object(
    'level', c.level, 'state', c.state, 'state_name', s.name_zh, 'state_name_en', s.name_en, 'tasks', c.tasks, 'open', c.open,
    'units', c.units, 'responsible', coalesce(v.name, '') || u.name,
    'office_title', case when u.id is not null then o.responsible_title end, 'acted_at', c.acted_at, 'due_on', c.due_on,
    'rung', case when g.step is not null then json_build_object('share', c.share, 'step', g.step, 'tone', g.tone, 'name', g.name_zh, 'name_en', g.name_en,
      'supervised_by', g.supervised_by) end
  ) order by level_rank(c.level)) as cells
  from cells c
  join work_state s on s.machine = 'cell' and s.code = c.state
  left join admin_unit u on u.id = c.unit_id
  left join admin_unit v on v.id = u.village_id and u.level = 'group'
  left join title o on o.response_id = c.response_id and o.level = c.level and o.unit_id = c.unit_id
  left join lateral rungs(c.share, c.level) g on true
  group by 1, 2, 3
)
select json_build_object(
  'version', (select coalesce(sum(v.version), 0) from data_version v),
  'as_of', $1::jsonb ->> 'as_of',
  'gaps', (select coalesce(json_agg(json_build_object('response', r.code, 'level', m.level, 'gaps', m.n)), '[]')
    from missing m join joint_response r on r.county_code = installation_county() and r.id = m.response_id),
  'rows', coalesce(json_agg(json_build_object(
    'response', r.code, 'title', r.title, 'area_code', coalesce(k.code, was.code), 'area_name', coalesce(k.name, was.name), 'sector', x.code, 'sector_name', x.name_zh,
    'state', c.stage, 'state_name', s.name_zh, 'state_name_en', s.name_en, 'cells', c.cells
  ) order by c.urgency, r.code), '[]')
)::text as body
from cell c
join joint_response r on r.county_code = installation_county() and r.id = c.response_id
join work_state s on s.machine = 'response' and s.code = c.stage
left join key_area k on k.id = c.area_id
left join ended_areas() was on was.id = c.area_id
left join sector x on x.id = r.sector
