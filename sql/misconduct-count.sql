-- Reports of misconduct as the caller's county has counted them: how many, from which day to which, and nothing else. Who has
-- not the whole county in his scope is not told 0 but nothing.
select json_build_object('count', case when cardinality((select scope_counties())::text[]) > 0 then coalesce(sum(n), 0) end, 'from', min(received_on), 'to', max(received_on))::text as body
from misconduct_count
