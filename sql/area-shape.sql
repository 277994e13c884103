-- $1 {op, geometry, with, metres}: a border worked on by the database itself, so that what is drawn is what is stored.
-- `union` and `subtract` take a second polygon, `split` a line, `buffer` metres; `snap` draws it to borders of units and other
-- areas that lie nearer than so many metres. `repair` makes a border valid that crosses itself, all its surface kept.
with given as (
  select st_setsrid(st_geomfromgeojson($1::jsonb ->> 'geometry'), 4326) as geom, st_setsrid(st_geomfromgeojson($1::jsonb ->> 'with'), 4326) as other,
    ($1::jsonb ->> 'metres')::float8 as metres, $1::jsonb ->> 'op' as op
), checked as (
  select g.*, case
    when g.op not in ('buffer', 'repair') and not st_isvalid(g.geom) then refuse('RG422', '边界无效，请先改正：' || st_isvalidreason(g.geom), 'the border is not valid: ' || st_isvalidreason(g.geom))
    when g.other is not null and not st_isvalid(g.other) then refuse('RG422', '第二个图形无效：' || st_isvalidreason(g.other), 'the second shape is not valid: ' || st_isvalidreason(g.other))
    when g.op in ('union', 'subtract', 'split') and g.other is null then refuse('RG422', '缺少第二个图形', 'a second shape is needed')
    when g.op in ('buffer', 'snap') and g.metres is null then refuse('RG422', '缺少距离', 'a distance is needed') end as refused
  from given g
), borders as (
  -- only vertices attract: the borders near by get one every few metres
  select st_segmentize(st_clipbybox2d(st_collect(b.line), st_expand(st_envelope(st_collect(c.geom)), 0.01)::box2d), max(c.metres) / 200000) as lines
  from checked c cross join lateral (
    select st_boundary(u.geom) as line from admin_unit u
    where c.op = 'snap' and u.valid_to is null and u.level in ('township', 'village') and u.geom && st_expand(c.geom, 0.01)
    union all
    select st_boundary(k.geom) from key_area k
    where c.op = 'snap' and k.valid_to is null and k.code is distinct from $1::jsonb ->> 'code' and k.geom && st_expand(c.geom, 0.01)) b
), made as (
  select case c.op
    when 'union' then st_union(c.geom, c.other)
    when 'subtract' then st_difference(c.geom, c.other)
    when 'split' then st_split(c.geom, c.other)
    when 'repair' then st_makevalid(c.geom)
    when 'buffer' then st_buffer(c.geom::geography, c.metres)::geometry
    when 'snap' then st_makevalid(st_snap(c.geom, coalesce(b.lines, c.geom), c.metres / 100000)) end as geom
  from checked c left join borders b on true where c.refused is null
)
select json_build_object('parts', coalesce(json_agg(st_asgeojson(st_forcepolygonccw(p.geom), 7)::json order by st_area(p.geom) desc), '[]'))::text as body
from (
  select case when $1::jsonb ->> 'op' = 'split' then d.geom else st_multi(st_collectionextract(m.geom, 3)) end as geom
  from made m left join lateral (select x.geom from st_dump(st_collectionextract(m.geom, 3)) x where $1::jsonb ->> 'op' = 'split') d on true) p
where p.geom is not null and not st_isempty(p.geom)
