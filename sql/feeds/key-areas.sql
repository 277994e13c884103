-- $1 resolved filter. Current key areas with the counts of the filter; ordered by what is overdue and open, never by
-- volume (domain section 2.5).
with counts as (
  select c.*, hides_small() and c.petitions < small_number() as hidden from petition_counts($1::jsonb, 'area') c
),
previous as (
  select p.key, p.petitions from petition_counts(shift_filter($1::jsonb, 'previous'), 'area') p where $1::jsonb ? 'from'
)
select json_build_object(
  'type', 'FeatureCollection',
  'as_of', $1::jsonb ->> 'as_of',
  'borders_on', borders_of_figures($1::jsonb),
  'features', coalesce(json_agg(json_build_object(
    'type', 'Feature', 'id', k.code,
    'geometry', st_asgeojson(st_forcepolygonccw(k.geom), 6)::json,
    'properties', json_build_object(
      'code', k.code, 'name', k.name, 'kind', k.kind, 'kind_name', n.name_zh, 'kind_name_en', n.name_en,
      'household_count', k.household_count, 'problem_count', k.problem_count, 'valid_from', k.valid_from,
      'point', (select json_build_array(round(st_x(p.at)::numeric, 5), round(st_y(p.at)::numeric, 5)) from st_pointonsurface(k.geom) p (at)),
      'units', (select json_agg(json_build_object('code', u.code, 'name', u.name, 'share', round(s.share::numeric, 3)) order by s.share desc)
        from key_area_unit s join admin_unit u on u.id = s.unit_id where s.area_id = k.id and u.level = 'township'),
      'under', case when c.hidden then small_number() end,
      'petitions', case when c.hidden then null else coalesce(c.petitions, 0) end,
      'matters', case when c.hidden then null else coalesce(c.matters, 0) end,
      'people', case when c.hidden then null else coalesce(c.people, 0) end,
      'repeat', case when c.hidden then null else coalesce(c.repeat, 0) end,
      'collective', case when c.hidden then null else coalesce(c.collective, 0) end,
      'open', case when c.hidden then null else coalesce(c.open, 0) end,
      'closed', case when c.hidden then null else coalesce(c.petitions - c.open, 0) end,
      'overdue', case when c.hidden then null else coalesce(c.overdue, 0) end,
      'by_state', case when c.hidden then null else json_build_object('open', coalesce(c.open - c.overdue, 0),
        'overdue', coalesce(c.overdue, 0), 'closed', coalesce(c.petitions - c.open, 0)) end,
      'previous', case when $1::jsonb ? 'from' then json_build_object('petitions',
        case when hides_small() and coalesce(p.petitions, 0) < small_number() then null else coalesce(p.petitions, 0) end) end
    )
  ) order by coalesce(c.overdue, 0) desc, coalesce(c.open, 0) desc, k.code), '[]')
)::text as body
from key_area k
join key_area_kind n on n.code = k.kind
left join counts c on c.key = k.id
left join previous p on p.key = k.id
where k.valid_to is null
  and ($1::jsonb -> 'area_ids' is null or k.id = any (int_array($1::jsonb -> 'area_ids')))
