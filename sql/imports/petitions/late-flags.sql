-- What only the whole file, or the map, could tell of a row: for the correction file.
select s.line, f.flag,
  jsonb_strip_nulls(jsonb_build_object('petition_no', s.petition_no, 'place_text', s.place_text,
    'lon', s.lon::text, 'lat', s.lat::text, 'category', c.name)) as cells
from import_stage s
join import_place p on p.line = s.line
join import_key k on k.line = s.line and k.outcome <> 'unchanged'
left join import_category c on c.key = s.category
cross join lateral (
  select unnest(p.flags) as flag
  union all select 'unknown-category' where s.category < 0 and not c.exact
) f
where (cardinality(p.flags) > cardinality(s.flags) or s.category < 0) and f.flag <> all (s.flags)
order by s.line
limit 60000
