-- Says that a promise was kept, and when.
with b as (select * from jsonb_to_record($1::jsonb) x (commitment_id bigint, version int, kept_on date)),
target as (select c.*, case when c.kept_on is not null then refuse('RG409', '该承诺已兑现', 'it was kept already')
    when b.kept_on > county_day(now()) then refuse('RG422', '兑现日期晚于今天', 'kept_on lies in the future')
    when b.kept_on < c.made_on then refuse('RG422', '兑现日期早于承诺日期', 'kept_on lies before the promise was made') end as refused
  from commitment c join b on b.commitment_id = c.id),
kept as (
  update commitment c set kept_on = coalesce(b.kept_on, county_day(now())) from b, target t
  where c.id = b.commitment_id and c.version = b.version and t.refused is null returning c.*
)
select work_done('commitment', t.id::text, t.version, b.version, k.version, t.area_id, t.unit_id,
  jsonb_build_object('commitment_id', t.id, 'kept_on', k.kept_on)) as result
from b cross join target t left join kept k on true
