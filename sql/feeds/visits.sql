-- $1 resolved filter, $2 {response, limit, cursor}. Household visit rounds by villager group, what is missing first; the
-- period means the day on which a round began.
with keyed as (
  select v.*, w.round_no, w.version, case when v.done_count < v.planned_count then 0 else 1 end as rank, v.ends_on - '2000-01-01'::date as place_in_line
  from visits_on($1::jsonb) v join household_visit_round w on w.county_code = v.county_code and w.id = v.id
  where ($2::jsonb ->> 'response' is null or v.response_id = (select response_id_of($2::jsonb ->> 'response')))
    and stands_in_filter($1::jsonb, v.area_id, v.township_id, v.village_id, v.group_id)
    and falls_in_period($1::jsonb, v.starts_on)
),
numbered as (
  select k.*, row_number() over (order by k.rank, k.place_in_line, k.id) as n from keyed k
  where after_cursor($2::jsonb, k.rank, k.place_in_line, k.id)
),
shown as (select * from numbered where n <= ($2::jsonb ->> 'limit')::int)
select json_build_object(
  'total', (select count(*) from keyed), 'as_of', $1::jsonb ->> 'as_of',
  'planned', (select coalesce(sum(planned_count), 0) from keyed), 'done', (select coalesce(sum(done_count), 0) from keyed),
  'next', case when (select count(*) from numbered) > ($2::jsonb ->> 'limit')::int
    then (select format('%s.%s.%s', rank, place_in_line, id) from shown order by n desc limit 1) end,
  'rows', coalesce((select json_agg(json_build_object(
    'round_id', v.id, 'response', r.code, 'area_code', k.code, 'area_name', k.name, 'unit_code', u.code, 'unit_name', unit_words(u.id),
    'round_no', v.round_no, 'planned_count', v.planned_count, 'done_count', v.done_count, 'starts_on', v.starts_on, 'ends_on', v.ends_on,
    'overdue', v.done_count < v.planned_count and v.ends_on < filter_date($1::jsonb, 'as_of'), 'version', v.version,
    'may_record', not asks_past($1::jsonb) and in_my_units(v.county_code, v.township_id, v.village_id, v.group_id) and role_rank(caller_role()) between 1 and 4
  ) order by v.n)
  from shown v
  join joint_response r on r.county_code = v.county_code and r.id = v.response_id
  left join admin_unit u on u.id = v.unit_id
  left join key_area k on k.id = v.area_id), '[]')
)::text as body
