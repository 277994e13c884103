-- What a person says of two matters that look alike: `same` merges the younger into the elder, `different` and `later` are
-- kept with the pair. `version` is the pair's that the caller looked at: of two who decide at once, one is told.
with b as (select * from jsonb_to_record($1::jsonb) x (pair_id bigint, decision text, version int)),
target as (select p.* from same_pair p join b on b.pair_id = p.id),
decided as (
  update same_pair p set state = b.decision, decided_at = clock_timestamp(), decided_by = caller_account(), version = p.version + 1
  from b, target t
  where p.county_code = t.county_code and p.id = t.id and p.version = b.version
    and case when t.state = 'same' then refuse('RG409', '这两件已合并，请先撤销合并', 'the two are merged: split them first') is null else true end
  returning p.*
),
merged as (select g.* from decided d cross join lateral merge_matters(d.county_code, d.id) g where d.state = 'same')
select work_done('same_pair', t.id::text, t.version, b.version, d.version, e.area_id, e.township_id,
  jsonb_build_object('pair_id', t.id, 'decision', b.decision, 'matter_no', e.matter_no, 'other_no', y.matter_no, 'merge_id', g.id, 'merge_version', g.version,
    'petitions', coalesce(cardinality(g.petition_ids), 0),
    'audit', jsonb_build_object('decision', b.decision, 'elder', e.matter_no, 'younger', y.matter_no, 'petitions', coalesce(cardinality(g.petition_ids), 0)),
    'event', jsonb_build_object('kind', case when g.id is null then 'same-decided' else 'matters-merged' end, 'area_id', e.area_id, 'unit_id', e.township_id,
      'counts', jsonb_build_object('petitions', coalesce(cardinality(g.petition_ids), 0))))) as result
from b cross join target t left join decided d on true left join merged g on true
-- Looked up one by one: joined freely, the planner may pair all matters of the county with each other; and coalesce is worked
-- out first, because such an expression stays behind row-level security, away from the index.
cross join lateral (select coalesce(g.elder_id, t.elder_id) as elder_id, coalesce(g.younger_id, t.younger_id) as younger_id offset 0) w
cross join lateral (select m.* from matter m where m.county_code = t.county_code and m.id = w.elder_id offset 0) e
cross join lateral (select m.* from matter m where m.county_code = t.county_code and m.id = w.younger_id offset 0) y
