-- $1: null for the list, else one run's number; read under the caller's rights
select jsonb_build_object('total', count(*), 'rows', coalesce(jsonb_agg(jsonb_build_object(
  'id', r.id, 'kind', r.kind, 'state', r.state, 'file_name', r.file_name, 'dry_run', r.dry_run, 'created', r.created,
  'updated', r.updated, 'unchanged', r.unchanged, 'rejected', r.rejected, 'skipped', r.skipped, 'flagged', r.flagged,
  'tally', r.tally, 'started_at', r.started_at, 'finished_at', r.finished_at, 'account', r.account_id::text,
  'by', import_author(r.account_id))
  || case when $1::bigint is null then '{}' else jsonb_build_object('understood', r.understood, 'notices', r.understood -> 'notices', 'rows', (
    select coalesce(jsonb_agg(jsonb_build_object('line', w.line, 'outcome', w.outcome, 'reasons', w.reasons, 'cells', w.cells)
      order by w.outcome desc, w.line), '[]')
    from (select * from import_row w where w.county_code = r.county_code and w.run_id = r.id order by w.outcome desc, w.line limit 200) w)) end
  order by r.id desc), '[]')) as body
from (select * from import_run r where $1::bigint is null or r.id = $1::bigint order by r.id desc limit 200) r
