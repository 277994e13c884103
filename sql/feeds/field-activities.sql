-- $1 resolved filter, $2 {response, activity, limit}. The seven front-line activities: a coverage matrix of responses by kinds, and the
-- latest entries. The period means the day of an activity.
with chosen as materialized (
  select a.* from field_activity a
  where ($2::jsonb ->> 'response' is null or a.response_id = (select response_id_of($2::jsonb ->> 'response')))
    and stands_in_filter($1::jsonb, a.area_id, a.township_id, a.village_id, a.group_id)
    and falls_in_period($1::jsonb, a.on_date) and by_day(a.on_date, $1::jsonb) and ($2::jsonb ->> 'activity' is null or a.kind = $2::jsonb ->> 'activity')
),
sums as (select response_id, kind, count(*) as n, max(on_date) as last_on from chosen group by 1, 2),
latest as (select * from chosen order by on_date desc, id desc limit ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of', 'total', (select count(*) from chosen),
  'coverage', coalesce((select json_agg(json_build_object(
      'response', r.code, 'title', r.title, 'area_code', k.code, 'area_name', k.name,
      'covered', (select count(*) from sums s where s.response_id = r.id),
      'cells', (select json_agg(json_build_object('kind', w.code, 'name', w.name_zh, 'name_en', w.name_en, 'n', coalesce(s.n, 0),
          'last_on', s.last_on) order by w.sort)
        from work_word w left join sums s on s.response_id = r.id and s.kind = w.code where w.list = 'activity')
    ) order by r.code)
    from joint_response r left join key_area k on k.id = r.area_id
    where r.id in (select f.id from filtered_responses($1::jsonb) f) and ($2::jsonb ->> 'response' is null or r.id = (select response_id_of($2::jsonb ->> 'response')))), '[]'),
  'rows', coalesce((select json_agg(json_build_object(
      'activity_id', a.id, 'response', r.code, 'area_code', k.code, 'kind', a.kind, 'kind_name', word_zh('activity', a.kind),
      'kind_name_en', word_en('activity', a.kind), 'level', a.level, 'unit_code', u.code, 'unit_name', unit_words(u.id),
      'on_date', a.on_date, 'result', a.result) order by a.on_date desc, a.id desc)
    from latest a
    join joint_response r on r.county_code = a.county_code and r.id = a.response_id
    left join key_area k on k.id = a.area_id
    left join admin_unit u on u.id = a.unit_id), '[]')
)::text as body
