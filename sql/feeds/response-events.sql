-- $1 resolved filter, $2 {response, level, subject, subject_id, limit, cursor}. The record of a response, or of one task, problem, round of visits or
-- commitment, the latest first. The period means the day on which it happened.
with page as (
  select e.* from response_event e
  where e.county_code = installation_county()
    and ($2::jsonb ->> 'response' is null or e.response_id = (select response_id_of($2::jsonb ->> 'response')))
    and ($2::jsonb ->> 'level' is null or e.level = $2::jsonb ->> 'level')
    and ($2::jsonb ->> 'subject' is null or e.subject = $2::jsonb ->> 'subject')
    and ($2::jsonb ->> 'subject_id' is null or e.subject_id = ($2::jsonb ->> 'subject_id')::bigint)
    and ($2::jsonb ->> 'cursor' is null or e.id < split_part($2::jsonb ->> 'cursor', '.', 3)::bigint)
    and ($2::jsonb ? 'response' or stands_in_filter($1::jsonb, e.area_id, e.township_id, e.village_id, e.group_id))
    and ($1::jsonb ->> 'from' is null or e.at >= end_of_day(filter_date($1::jsonb, 'from') - 1))
    and ($1::jsonb ->> 'to' is null or e.at < end_of_day(filter_date($1::jsonb, 'to')))
  order by e.id desc
  limit ($2::jsonb ->> 'limit')::int + 1
),
numbered as (select page.*, row_number() over (order by id desc) as n from page),
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of',
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int then (select format('0.0.%s', min(id)) from shown) end,
  'rows', coalesce((select json_agg(json_build_object(
    'event_id', e.id, 'at', e.at, 'response', r.code, 'subject', e.subject, 'subject_id', e.subject_id,
    'subject_title', coalesce(t.title, p.title, c.title, r.title), 'level', e.level, 'unit_code', u.code, 'unit_name', unit_words(u.id),
    'from_state', e.from_state, 'from_name', f.name_zh, 'from_name_en', f.name_en,
    'to_state', e.to_state, 'to_name', s.name_zh, 'to_name_en', s.name_en, 'note', e.note,
    'role', e.role, 'role_name', o.name_zh, 'role_name_en', o.name_en
  ) order by e.n)
  from shown e
  join joint_response r on r.county_code = e.county_code and r.id = e.response_id
  left join work_state s on s.machine = e.subject and s.code = e.to_state
  left join work_state f on f.machine = e.subject and f.code = e.from_state
  left join role o on o.code = e.role
  left join admin_unit u on u.id = coalesce(e.group_id, e.village_id, e.township_id)
  left join response_task t on e.subject = 'task' and t.county_code = e.county_code and t.id = e.subject_id
  left join problem p on e.subject = 'problem' and p.county_code = e.county_code and p.id = e.subject_id
  left join commitment c on e.subject = 'commitment' and c.county_code = e.county_code and c.id = e.subject_id), '[]')
)::text as body
