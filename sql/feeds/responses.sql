-- $1 resolved filter, $2 {response}. Joint responses with their five ones, what came of them, and what may be done next.
-- `joint_state` is derived from the four levels' tasks: the most urgent of their words.
with chosen as (
  select r.county_code, r.id, r.code, r.title, c.area_id, r.sector, c.state, c.lead_department_id, r.opened_on, r.version,
    case when c.has_resolution_plan then r.resolution_plan end as resolution_plan, case when c.has_service_plan then r.service_plan end as service_plan
  from joint_response r join filtered_responses($1::jsonb) c on c.county_code = r.county_code and c.id = r.id
  where $2::jsonb ->> 'response' is null or r.code = $2::jsonb ->> 'response'
),
cell as (
  select distinct on (c.response_id) c.response_id, s.code, s.name_zh, s.name_en
  from response_cells($1::jsonb) c join work_state s on s.machine = 'cell' and s.code = c.state
  order by c.response_id, s.sort
),
missing as (
  select g.response_id, sum(g.n) as n, json_agg(json_build_object('kind', g.kind, 'name', w.name_zh, 'name_en', w.name_en, 'n', g.n) order by w.sort) as kinds
  from (select response_id, kind, count(*) as n from gaps($1::jsonb) group by 1, 2) g
  join work_word w on w.list = 'gap' and w.code = g.kind group by 1
),
problems as (
  select p.response_id, sum(p.n) as n, sum(p.n) filter (where not s.open) as closed, sum(p.n) filter (where s.code = 'deferred') as deferred,
    sum(p.reopened) as reopened, json_agg(json_build_object('state', s.code, 'name', s.name_zh, 'name_en', s.name_en, 'n', p.n) order by s.sort) as by_state
  from (select response_id, state, count(*) as n, count(*) filter (where reopened_count > 0) as reopened from problems_on($1::jsonb) n group by 1, 2) p
  join work_state s on s.machine = 'problem' and s.code = p.state group by 1
),
visits as (select response_id, sum(planned_count) as planned, sum(done_count) as done from visits_on($1::jsonb) v group by 1),
promises as (select response_id, count(*) as n, count(*) filter (where kept_by(kept_on, $1::jsonb)) as kept from commitment where by_day(made_on, $1::jsonb) group by 1)
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of', 'total', count(*), 'next', null,
  'rows', coalesce(json_agg(json_build_object(
    'response', r.code, 'title', r.title, 'area_code', coalesce(k.code, was.code), 'area_name', coalesce(k.name, was.name), 'sector', x.code, 'sector_name', x.name_zh,
    'state', r.state, 'state_name', s.name_zh, 'state_name_en', s.name_en, 'open', s.open, 'area_ended_on', was.valid_to, 'heir_name', (select h.name from key_area h where was.id is not null and h.id = heir_area_of(was.id)),
    'opened_on', r.opened_on, 'version', r.version,
    'joint_state', c.code, 'joint_state_name', c.name_zh, 'joint_state_name_en', c.name_en,
    'moves', case when in_my_units(r.county_code, null, null, null) then moves_on($1::jsonb, response_moves(r.state, was.id is not null)) else '[]' end,
    'five_ones', json_build_object('leader', o.leader, 'lead_unit', o.lead_unit, 'task_force', o.task_force,
      'resolution_plan', o.resolution_plan, 'service_plan', o.service_plan, 'n', coalesce(o.n, 0)),
    'lead_unit', d.name, 'resolution_plan', r.resolution_plan, 'service_plan', r.service_plan,
    'leads', (select coalesce(json_agg(json_build_object('id', l.id, 'level', l.level, 'office_title', l.office_title, 'valid_from', l.valid_from,
        'valid_to', case when by_day(l.valid_to, $1::jsonb) then l.valid_to end, 'handover', case when by_day(l.valid_to, $1::jsonb) then l.handover end) order by level_rank(l.level), l.valid_from, l.id), '[]')
      from area_lead l where l.county_code = r.county_code and l.response_id = r.id and by_day(l.valid_from, $1::jsonb)),
    'force', (select coalesce(json_agg(json_build_object('level', t.level, 'role', t.force_role, 'role_name', word_zh('force_role', t.force_role),
        'role_name_en', word_en('force_role', t.force_role), 'department', e.name, 'member_count', t.member_count) order by level_rank(t.level), t.id), '[]')
      from task_force t left join department e on e.id = t.department_id where t.county_code = r.county_code and t.response_id = r.id and in_force(t.valid_from, t.valid_to, $1::jsonb)),
    'policies', (select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'kind_name', word_zh('policy', p.kind),
        'kind_name_en', word_en('policy', p.kind), 'category', lpad(p.category::text, 6, '0'), 'title', p.title, 'body', p.body, 'valid_from', p.valid_from) order by p.kind, p.id), '[]')
      from policy_pack p where p.county_code = r.county_code and p.response_id = r.id and in_force(p.valid_from, p.valid_to, $1::jsonb)),
    'limits', (select json_agg(json_build_object('level', w.level, 'ack_hours', case when m.level is null then w.ack_hours else m.ack_hours end,
        'ack_workdays', case when m.level is null then w.ack_workdays else m.ack_workdays end, 'own', m.level is not null) order by level_rank(w.level))
      from work_limit w left join response_limit m on m.county_code = r.county_code and m.response_id = r.id and m.level = w.level),
    'households', k.household_count, 'visits', json_build_object('planned', coalesce(v.planned, 0), 'done', coalesce(v.done, 0)),
    'problems', json_build_object('total', coalesce(p.n, 0), 'closed', coalesce(p.closed, 0), 'deferred', coalesce(p.deferred, 0),
      'reopened', coalesce(p.reopened, 0), 'by_state', coalesce(p.by_state, '[]')),
    'commitments', json_build_object('total', coalesce(q.n, 0), 'kept', coalesce(q.kept, 0)),
    'gaps', coalesce(g.n, 0), 'gap_kinds', coalesce(g.kinds, '[]')
  ) order by coalesce(g.n, 0) desc, r.code), '[]')
)::text as body
from chosen r
join work_state s on s.machine = 'response' and s.code = r.state
left join five_ones($1::jsonb) o on o.response_id = r.id
left join cell c on c.response_id = r.id
left join missing g on g.response_id = r.id
left join problems p on p.response_id = r.id
left join visits v on v.response_id = r.id
left join promises q on q.response_id = r.id
left join department d on d.id = r.lead_department_id
left join key_area k on k.id = r.area_id
left join ended_areas() was on was.id = r.area_id
left join sector x on x.id = r.sector
