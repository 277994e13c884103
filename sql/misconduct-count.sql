-- Reports of misconduct as the caller's county has counted them: how many, and nothing else: the day of the latest would already tell of
-- one. Who has
-- not the whole county in his scope is not told 0 but nothing.
select json_build_object('count', case when cardinality((select scope_counties())::text[]) > 0 then coalesce(sum(n), 0) end)::text as body
from misconduct_count
