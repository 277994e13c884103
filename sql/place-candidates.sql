-- $1 {matter_no, candidates [{unitId, grade, reason}], lon, lat, q}, under the caller's rights: the units that a matter may lie
-- in, where its point or the given pin lies, the units beyond a near border, and where it stood before.
with asked as (
  select m.*, st_setsrid(st_makepoint(($1::jsonb ->> 'lon')::float8, ($1::jsonb ->> 'lat')::float8), 4326) as given,
    -- who sees no points is not told of one by its distance to a border either
    case when caller_role() <> 'planner' then m.geom end as known
  from matter m where m.matter_no = $1::jsonb ->> 'matter_no'
),
pinned as (select a.*, coalesce(a.given, a.known) as pin from asked a),
named as (
  select (c.value ->> 'unitId')::int as id, c.value ->> 'grade' as grade, c.value ->> 'reason' as reason, c.ordinality as n
  from jsonb_array_elements($1::jsonb -> 'candidates') with ordinality c
  union all
  -- a search by part of a name, for texts that name nothing
  select u.id, null, 'search', 100 + row_number() over (order by length(u.name), u.code)
  from admin_unit u
  where length($1::jsonb ->> 'q') > 0 and u.valid_to is null and u.level in ('township', 'village')
    and position($1::jsonb ->> 'q' in u.name) > 0
),
listed as (
  select distinct on (n.id) n.* from named n order by n.id, n.n
),
here as (
  select u.id, u.level from admin_unit u, pinned a where u.id = unit_at(a.pin)
),
-- as deep as the pin itself lies; beyond the county's edge the villages
near as (
  select u.id, st_distance(u.geom::geography, a.pin::geography) as metres,
    coalesce(st_closestpoint(nullif(st_buffer(u.geom, -0.00003), st_geomfromtext('POLYGON EMPTY', 4326)), a.pin), st_pointonsurface(u.geom)) as inside
  from pinned a join admin_unit u on u.valid_to is null and u.geom && st_expand(a.pin, 0.0015)
    and u.level = coalesce((select level from here), 'village') and u.id is distinct from (select id from here)
  where st_dwithin(u.geom::geography, a.pin::geography, 100)
  order by 2 limit 3
)
select json_build_object(
  'matter_no', a.matter_no,
  'title', described(a.confidential, a.title), 'place_text', described(a.confidential, a.place_text),
  'text', described(a.confidential, a.text),
  'place_status', (array['unlocated', 'placed', 'outside', 'placeholder'])[a.place_status + 1], 'place_grade', a.place_grade, 'place_method', a.place_method,
  'point', case when a.known is not null then json_build_array(round(st_x(a.known)::numeric, 6), round(st_y(a.known)::numeric, 6)) end,
  'unit_name', unit_line(coalesce(a.group_id, a.village_id, a.township_id)),
  'candidates', (select coalesce(json_agg(json_build_object(
      'unit_code', u.code, 'name', unit_line(u.id), 'level', u.level, 'grade', l.grade, 'reason', l.reason,
      'point', case when u.geom is not null then (select json_build_array(round(st_x(p.at)::numeric, 5), round(st_y(p.at)::numeric, 5)) from st_pointonsurface(u.geom) p (at))
        when u.point is not null then json_build_array(round(st_x(u.point)::numeric, 5), round(st_y(u.point)::numeric, 5)) end,
      'bounds', case when u.geom is not null then json_build_array(st_xmin(u.geom), st_ymin(u.geom), st_xmax(u.geom), st_ymax(u.geom)) end,
      'geometry', st_asgeojson(st_forcepolygonccw(st_simplifypreservetopology(u.geom, 0.0001)), 5)::json) order by l.n), '[]')
    from (select * from listed order by n limit 9) l join admin_unit u on u.id = l.id),
  'pin', case when a.pin is not null then json_build_object(
    'unit_code', (select u.code from admin_unit u join here h on h.id = u.id), 'unit_name', (select unit_line(h.id) from here h),
    'area_name', (select k.name from key_area k where k.id = area_at(a.pin)),
    'near', (select coalesce(json_agg(json_build_object('unit_code', u.code, 'unit_name', unit_line(u.id), 'metres', round(n.metres::numeric),
        'point', json_build_array(round(st_x(n.inside)::numeric, 7), round(st_y(n.inside)::numeric, 7))) order by n.metres), '[]')
      from near n join admin_unit u on u.id = n.id)) end,
  'history', (select coalesce(json_agg(json_build_object(
      'at', to_char(h.changed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), 'reason', h.reason,
      'place_status', (array['unlocated', 'placed', 'outside', 'placeholder'])[h.place_status + 1], 'place_grade', h.place_grade,
      'unit_name', unit_line(coalesce(h.group_id, h.village_id, h.township_id))) order by h.changed_at desc, h.id desc), '[]')
    from (select * from place_history h where h.county_code = a.county_code and h.matter_id = a.id order by h.changed_at desc, h.id desc limit 20) h)
)::text as body
from pinned a
