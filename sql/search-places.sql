-- Names of all current units and key areas that the caller may see, for the search box.
select coalesce(json_agg(json_build_array(p.kind, p.code, p.name, p.within, p.level) order by p.rank, p.code), '[]')::text as body
from (
  select 'unit' as kind, u.code, u.name, concat_ws(' ', t.name, v.name) as within, u.level,
    case u.level when 'county' then 0 when 'township' then 1 when 'village' then 3 else 4 end as rank
  from admin_unit u
  left join admin_unit t on t.id = u.township_id and t.id <> u.id
  left join admin_unit v on v.id = u.village_id and v.id <> u.id
  where u.valid_to is null
  union all
  select 'area', k.code, k.name, n.name_zh, null, 2 from key_area k join key_area_kind n on n.code = k.kind where k.valid_to is null
) p
