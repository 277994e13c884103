-- $1 resolved filter, $2 {response, gap, level, limit, cursor}. What is missing or late, longest first, and who should act.
-- The rows are worked out, not stored: the cursor is `0.<place in the list>.0`.
with found as (
  select g.*, w.name_zh, w.name_en, w.sort, row_number() over (order by g.since nulls last, w.sort, g.response_id, level_rank(g.level), g.unit_id, g.subject_id) as n
  from gaps($1::jsonb) g join work_word w on w.list = 'gap' and w.code = g.kind
  where ($2::jsonb ->> 'response' is null or g.response_id = (select response_id_of($2::jsonb ->> 'response'))) and ($2::jsonb ->> 'gap' is null or g.kind = $2::jsonb ->> 'gap')
    and ($2::jsonb ->> 'level' is null or g.level = $2::jsonb ->> 'level')
),
shown as (
  select * from found where n > coalesce(split_part($2::jsonb ->> 'cursor', '.', 2)::int, 0)
  order by n limit ($2::jsonb ->> 'limit')::int
)
select json_build_object(
  'total', (select count(*) from found), 'as_of', $1::jsonb ->> 'as_of',
  'by_kind', coalesce((select json_agg(json_build_object('kind', w.code, 'name', w.name_zh, 'name_en', w.name_en,
      'n', (select count(*) from found f where f.kind = w.code)) order by w.sort) from work_word w where w.list = 'gap'), '[]'),
  'lines', coalesce((select json_agg(json_build_object('kind', l.kind, 'name', l.name_zh, 'name_en', l.name_en, 'level', l.level,
      'level_name', word_zh('level', l.level), 'level_name_en', word_en('level', l.level), 'responses', l.responses, 'n', l.n,
      'days', case when l.kind in ('idle', 'no_department', 'revisit_missing') then gap_param(l.kind) end) order by l.sort, level_rank(l.level))
    from (select kind, name_zh, name_en, sort, level, count(distinct response_id) as responses, count(*) as n from found group by 1, 2, 3, 4, 5) l), '[]'),
  'next', case when (select max(n) from found) > (select max(n) from shown) then format('0.%s.0', (select max(n) from shown)) end,
  'rows', coalesce((select json_agg(json_build_object(
    'kind', g.kind, 'name', g.name_zh, 'name_en', g.name_en, 'response', r.code, 'response_title', r.title,
    'area_code', coalesce(k.code, was.code), 'area_name', coalesce(k.name, was.name), 'level', g.level, 'level_name', word_zh('level', g.level), 'level_name_en', word_en('level', g.level),
    'unit_code', u.code, 'unit_name', coalesce(v.name, '') || u.name,
    'subject', g.subject, 'subject_id', g.subject_id,
    'subject_code', case when g.subject = 'problem' then p.problem_no else g.subject_id::text end,
    'subject_title', coalesce(t.title, p.title, c.title),
    'since', g.since, 'days', filter_date($1::jsonb, 'as_of') - g.since
  ) order by g.n)
  from shown g
  join joint_response r on r.id = g.response_id
  left join key_area k on k.id = g.area_id
  left join ended_areas() was on was.id = g.area_id
  left join admin_unit u on u.id = g.unit_id
  left join admin_unit v on v.id = u.village_id and u.level = 'group'
  left join response_task t on g.subject = 'task' and t.county_code = r.county_code and t.id = g.subject_id
  left join problem p on g.subject = 'problem' and p.county_code = r.county_code and p.id = g.subject_id
  left join commitment c on g.subject = 'commitment' and c.county_code = r.county_code and c.id = g.subject_id), '[]')
)::text as body
