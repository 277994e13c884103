-- The latest run of the weekly alarm and its circles, as the caller may see them.
with run as (select r.* from alarm_run r where r.county_code = installation_county() and r.id = latest_alarm_run())
select json_build_object(
  'run', (select json_build_object('id', r.id, 'made_at', to_char(r.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'week_ends_on', r.week_ends_on, 'weeks', r.weeks, 'longest_weeks', r.longest_weeks, 'radius_m', r.radius_m, 'locations', r.locations,
    'matters', r.matters, 'replications', r.replications, 'on_demand', r.on_demand) from run r),
  'signals', coalesce((select json_agg(json_build_object(
    'rank', s.rank, 'level', s.level, 'lon', st_x(s.geom), 'lat', st_y(s.geom), 'radius_m', s.radius_m, 'hexagons', s.hexagons,
    'from', s.from_on, 'to', s.to_on, 'observed', s.observed, 'expected', round(s.expected::numeric, 2),
    'relative_risk', round(s.relative_risk::numeric, 2), 'p', s.p, 'recurrence_days', round(s.recurrence_days::numeric)::int,
    'village', v.code, 'name', concat(t.name, v.name), 'id', s.id, 'state', w.code, 'state_name', w.name_zh, 'state_name_en', w.name_en,
    'version', cardinality(a.answers), 'due_on', alarm_due(s.id, s.level), 'answers', (
      select coalesce(json_agg(json_build_object('said', x.said, 'said_name', y.name_zh, 'said_name_en', y.name_en, 'reason', x.reason,
        'role_name', o.name_zh, 'role_name_en', o.name_en, 'said_at', to_char(x.said_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by x.id desc), '[]')
      from unnest(a.answers) x join work_word y on y.list = 'alarm_answer' and y.code = x.said left join role o on o.code = x.role)) order by s.rank)
    from alarm_signal s join run r on r.county_code = s.county_code and r.id = s.run_id
    cross join lateral (select array(select x from alarm_answers(s.id) x) as answers) a
    left join work_word w on w.list in ('alarm', 'alarm_answer') and w.code = alarm_state(s.level, a.answers)
    left join admin_unit v on v.id = s.village_id left join admin_unit t on t.id = v.parent_id), '[]'))::text as text
