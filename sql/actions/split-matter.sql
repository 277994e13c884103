-- Takes a merging back: the petitions return to their matter, which stands as it stood.
with b as (select * from jsonb_to_record($1::jsonb) x (merge_id bigint, version int, reason text)),
target as (select g.* from matter_merge g join b on b.merge_id = g.id),
done as (
  select g.* from b cross join target t cross join lateral split_matter(t.county_code, t.id, b.reason) g
  where t.version = b.version
    and case when t.split_at is not null then refuse('RG409', '这次合并已经撤销', 'this merging was taken back already') is null else true end
)
select work_done('matter_merge', t.id::text, t.version, b.version, d.version, e.area_id, e.township_id,
  jsonb_build_object('merge_id', t.id, 'matter_no', e.matter_no, 'other_no', y.matter_no, 'petitions', cardinality(t.petition_ids),
    'audit', jsonb_build_object('elder', e.matter_no, 'younger', y.matter_no, 'petitions', cardinality(t.petition_ids)),
    'event', jsonb_build_object('kind', 'matter-split', 'area_id', e.area_id, 'unit_id', e.township_id,
      'counts', jsonb_build_object('petitions', cardinality(t.petition_ids))))) as result
from b cross join target t left join done d on true
-- one by one, as in decide-same.sql
cross join lateral (select m.* from matter m where m.county_code = t.county_code and m.id = t.elder_id offset 0) e
cross join lateral (select m.* from matter m where m.county_code = t.county_code and m.id = t.younger_id offset 0) y
