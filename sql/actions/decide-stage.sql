-- What a review, re-check or hearing came to.
with b as (select *, coalesce(x.decided_on, county_day(now())) as day
  from jsonb_to_record($1::jsonb) x (stage_id bigint, version int, decided_on date, outcome text)),
target as (select s.*, m.matter_no, m.area_id, m.township_id,
    case when b.day > county_day(now()) then refuse('RG422', '作出日期晚于今天', 'decided_on lies in the future')
      when b.day < s.asked_on then refuse('RG422', '作出日期早于提出日期', 'decided_on lies before it was asked for') end as refused
  from b join matter_stage s on s.id = b.stage_id
  join matter m on m.county_code = s.county_code and m.id = s.matter_id),
decided as (
  update matter_stage s set decided_on = b.day, outcome = b.outcome from b, target t
  where s.id = b.stage_id and s.version = b.version and t.refused is null returning s.*
)
select work_done('matter', t.matter_id::text, t.version, b.version, d.version, t.area_id, t.township_id,
  jsonb_build_object('matter_no', t.matter_no, 'stage_id', t.id, 'outcome', d.outcome)) as result
from b cross join target t left join decided d on true
