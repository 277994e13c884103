-- rows of run $1 that need a person, under the caller's rights
select w.line, w.outcome, w.reasons, w.cells from import_row w where w.run_id = $1::bigint order by w.line
