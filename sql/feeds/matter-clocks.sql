-- $1 resolved filter, $2 {matter}. One matter: its clocks with the derivation of every date, stages, pauses, the four musts,
-- its record, and what may be done next.
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of',
  'rows', coalesce(json_agg(json_build_object(
    'matter_no', m.matter_no, 'title', described(m.confidential, m.title), 'state', s.code, 'state_name', s.name_zh, 'state_name_en', s.name_en,
    'open', s.open, 'route_name', r.name_zh, 'route_name_en', r.name_en, 'version', m.version,
    'moves', case when m.merged_into is null and in_my_units(m.county_code, m.township_id, m.village_id, m.group_id) then matter_moves_of(m.state) else '[]' end,
    'merged_into', (select k.matter_no from matter k where k.county_code = m.county_code and k.id = m.merged_into),
    'merged', (select coalesce(json_agg(json_build_object('merge_id', g.id, 'matter_no', y.matter_no, 'title', described(y.confidential, y.title),
        'received_on', y.received_on, 'petitions', cardinality(g.petition_ids), 'merged_at', g.merged_at, 'role_name', o.name_zh, 'role_name_en', o.name_en,
        'split_at', g.split_at, 'reason', g.reason, 'version', g.version,
        -- the last one alone can be taken back
        'last', g.split_at is null and m.merged_into is null and g.id = (select max(l.id) from matter_merge l
          where l.county_code = g.county_code and l.elder_id = g.elder_id and l.split_at is null)) order by g.id desc), '[]')
      from matter_merge g join matter y on y.county_code = g.county_code and y.id = g.younger_id left join role o on o.code = g.role
      where g.county_code = m.county_code and g.elder_id = m.id),
    'backlog_on', c.backlog_on, 'written_reply_on', c.written_reply_on, 'counselling_on', c.counselling_on, 'simplified_on', c.simplified_on,
    'hardship_yuan', m.hardship_yuan, 'hardship_by', c.hardship_by, 'care_version', coalesce(c.version, 0),
    'musts', four_musts(m, c.written_reply_on, filter_date($1::jsonb, 'as_of')),
    'clocks', (select coalesce(json_agg(json_build_object(
        'clock', k.clock, 'name', coalesce(l.name_zh, '交办反馈'), 'name_en', coalesce(l.name_en, 'Feedback to the sender'), 'article', l.article,
        'start_on', k.start_on, 'due_on', k.due_on, 'met_on', k.met_on, 'state', k.state, 'state_name', word_zh('clock_state', k.state),
        'state_name_en', word_en('clock_state', k.state),
        'rung', case when k.state in ('running', 'late') then rung_of(share_gone(end_of_day(k.start_on), end_of_day(k.due_on), moment_of($1::jsonb)), 'township') end,
        'derivation', (select coalesce(json_agg(json_build_object('step', d.step, 'kind', d.kind, 'zh', d.zh, 'en', d.en, 'date', d.date) order by d.step), '[]')
          from derive_due(k.start_on, k.clock, k.extended, m.county_code, m.id) d)) order by array_position(array['C1', 'C2', 'C4', 'C5', 'C6', 'C6D', 'C7', 'C7D', 'C9', 'C10A', 'C10H'], k.clock)), '[]')
      from matter_clocks(m, filter_date($1::jsonb, 'as_of')) k left join time_limit l on l.code = rtrim(k.clock, 'D')),
    'stages', (select coalesce(json_agg(json_build_object('stage_id', g.id, 'kind', g.kind, 'name', word_zh('matter_stage', g.kind),
        'name_en', word_en('matter_stage', g.kind), 'asked_on', g.asked_on, 'due_on', g.due_on, 'decided_on', g.decided_on, 'outcome', g.outcome,
        'outcome_name', word_zh('stage_outcome', g.outcome), 'outcome_name_en', word_en('stage_outcome', g.outcome), 'version', g.version) order by g.asked_on, g.id), '[]')
      from matter_stage g where g.county_code = m.county_code and g.matter_id = m.id),
    'pauses', (select coalesce(json_agg(json_build_object('pause_id', p.id, 'clock', p.clock, 'from_on', p.from_on, 'until_on', p.until_on,
        'ended_on', p.ended_on, 'reason', p.reason) order by p.from_on, p.id), '[]') from clock_pause p where p.county_code = m.county_code and p.matter_id = m.id),
    'revisits', (select coalesce(json_agg(json_build_object('on_date', v.on_date, 'result', v.result, 'result_name', word_zh('revisit_result', v.result),
        'result_name_en', word_en('revisit_result', v.result)) order by v.on_date, v.id), '[]') from revisit v where v.county_code = m.county_code and v.matter_id = m.id),
    'history', (select coalesce(json_agg(json_build_object('at', e.at, 'from_name', f.name_zh, 'from_name_en', f.name_en, 'to_name', t.name_zh,
        'to_name_en', t.name_en, 'role_name', o.name_zh, 'role_name_en', o.name_en) order by e.id desc), '[]')
      from matter_event e join state t on t.id = e.to_state left join state f on f.id = e.from_state left join role o on o.code = e.role
      where e.county_code = m.county_code and e.matter_id = m.id)
  )), '[]')
)::text as body
from matter m
join state s on s.id = m.state
left join route r on r.id = m.route
left join matter_care c on c.county_code = m.county_code and c.matter_id = m.id
where m.matter_no = $2::jsonb ->> 'matter'
