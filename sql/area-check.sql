-- $1 {geometry, code}, under the caller's rights: what a drawn border would do. Nothing is laid over an invalid one.
with drawn as (
  select st_multi(st_setsrid(st_geomfromgeojson($1::jsonb ->> 'geometry'), 4326)) as raw
), shape as (
  select case when st_isvalid(raw) then raw end as geom, case when not st_isvalid(raw) then st_isvalidreason(raw) end as problem,
    case when not st_isvalid(raw) then st_asgeojson(location(st_isvaliddetail(raw)), 6)::json end as problem_at
  from drawn
), old as (
  select k.id, k.code, k.geom from key_area k
  where k.code = $1::jsonb ->> 'code' and k.county_code = installation_county() and k.valid_to is null
), crossed as (
  -- each township before its own villages, both by what they have of the area
  select *, max(part) filter (where level = 'township') over (partition by town) as town_part
  from (select u.id, u.code, u.level, u.name, u.household_count, case u.level when 'township' then u.id else u.township_id end as town,
    st_area(st_intersection(u.geom, s.geom)) as part, st_area(s.geom) as whole, st_area(u.geom) as own
  from shape s join admin_unit u on u.valid_to is null and u.level in ('township', 'village') and st_intersects(u.geom, s.geom)) x
), moved as (
  select m.id, m.county_code, m.area_id as was, case
      when covered.code is null or other.code collate "C" < covered.code collate "C" then other.id
      else coalesce((select id from old), -1) end as becomes
  from shape s join matter m on m.county_code = installation_county() and m.place_status in (1, 2)
    and m.geom && st_envelope(st_collect(s.geom, (select geom from old)))
  -- without a code yet it comes after all others
  left join lateral (select coalesce($1::jsonb ->> 'code', '~') as code where st_covers(s.geom, m.geom)) covered on true
  left join lateral (
    select k.id, k.code from key_area k
    where k.valid_to is null and k.id is distinct from (select id from old) and st_covers(k.geom, m.geom)
    order by k.code collate "C" limit 1) other on true
  where s.geom is not null
), changes as (
  select x.*, (select count(*) from petition p where p.county_code = x.county_code and p.matter_id = x.id) as petitions
  from moved x where x.was is distinct from x.becomes
), mine as (select coalesce((select id from old), -1) as id)
select json_build_object(
  'valid', s.geom is not null, 'problem', s.problem, 'problem_at', s.problem_at,
  'square_metres', round(st_area(s.geom::geography)::numeric),
  'overlaps', (select coalesce(json_agg(json_build_object('code', k.code, 'name', k.name,
      'share', round((o.part / st_area(s.geom))::numeric, 4)) order by k.code), '[]')
    from key_area k cross join lateral (select st_area(st_intersection(k.geom, s.geom)) as part) o
    where k.valid_to is null and k.id is distinct from (select id from old) and st_intersects(k.geom, s.geom)
      -- corners are kept to the centimetre: what was cut off along a border leaves slivers that are no overlap
      and o.part > 0.0001 * least(st_area(s.geom), st_area(k.geom))),
  'units', (select coalesce(json_agg(json_build_object('code', c.code, 'name', unit_line(c.id), 'level', c.level, 'share', round((c.part / c.whole)::numeric, 4),
      'households', round((c.household_count * c.part / c.own)::numeric)) order by c.town_part desc nulls last, c.level, c.part desc), '[]')
    from crossed c where c.part / c.whole > 0.001),
  'covered', (select round(coalesce(sum(c.part) / max(c.whole), 0)::numeric, 4) from crossed c where c.level = 'township'),
  'gains', (select json_build_object('matters', count(*), 'petitions', coalesce(sum(c.petitions), 0)) from changes c where c.becomes = (select id from mine)),
  'losses', (select json_build_object('matters', count(*), 'petitions', coalesce(sum(c.petitions), 0)) from changes c where c.was = (select id from mine)),
  'from_areas', (select coalesce(json_agg(json_build_object('name', k.name, 'matters', g.n) order by k.code), '[]')
    from (select was, count(*) as n from changes c where c.becomes = (select id from mine) and c.was is not null group by was) g join key_area k on k.id = g.was)
)::text as body
from shape s
