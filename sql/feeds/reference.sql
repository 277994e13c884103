-- Words of every code, for legends, filters and mappings.
select json_build_object('rows', coalesce(json_agg(r order by r."table", r.sort, r.code), '[]'))::text as body
from (
  select 'channel' as "table", code, name_zh, name_en, null as parent, sort from channel
  union all select 'purpose', code, name_zh, name_en, null, sort from purpose where not counted_only
  union all select 'route', code, name_zh, name_en, null, sort from route
  union all select 'level_lodged', code, name_zh, name_en, null, sort from lodged_level
  union all select 'sector', code, name_zh, name_en, null, sort from sector
  union all select 'state', code, name_zh, name_en, case when open then 'open' else 'closed' end, sort from state
  union all select 'area_kind', code, name_zh, name_en, null, sort from key_area_kind
  union all select 'time_limit', code, name_zh, name_en, article, days from time_limit
  union all select machine || '_state', code, name_zh, name_en, case when open then 'open' else 'closed' end, sort from work_state
  union all select list, code, name_zh, name_en, param::text, sort from work_word
  union all select 'category', lpad(code::text, 6, '0'), name_zh, coalesce(name_en, name_zh), lpad(parent::text, 6, '0'), code
    from category where valid_to is null
) r
