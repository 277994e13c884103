-- Lets a paused clock run again.
with b as (select *, coalesce(x.on_date, county_day(now())) as day from jsonb_to_record($1::jsonb) x (pause_id bigint, on_date date)),
target as (select p.*, m.matter_no, m.area_id, m.township_id, case when p.ended_on is not null then refuse('RG409', '该中止已结束', 'the pause has ended')
    when b.day < p.from_on then refuse('RG422', '恢复日期早于中止日期', 'on_date lies before the pause') end as refused
  from b join clock_pause p on p.id = b.pause_id join matter m on m.county_code = p.county_code and m.id = p.matter_id),
resumed as (
  update clock_pause p set ended_on = least(b.day, p.until_on) from b, target t
  where p.county_code = t.county_code and p.id = t.id and t.refused is null returning p.*
)
select work_done('matter', t.matter_id::text, 0, 0, case when r.id is not null then 1 end, t.area_id, t.township_id,
  jsonb_build_object('matter_no', t.matter_no, 'days', r.ended_on - r.from_on)) as result
from target t left join resumed r on true
