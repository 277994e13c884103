-- A review, re-check or hearing is asked for; review and re-check are to be decided within 30 days (art. 35, 36).
with b as (select *, coalesce(x.asked_on, county_day(now())) as day from jsonb_to_record($1::jsonb) x (matter_no text, kind text, asked_on date)),
opened as (
  insert into matter_stage (county_code, matter_id, kind, asked_on, due_on)
  select m.county_code, m.id, b.kind, b.day, due_on(b.day, case b.kind when 'review' then 'C6' when 'recheck' then 'C7' end)
  from b cross join lateral known_matter(b.matter_no) m
  where case when b.day > county_day(now()) then refuse('RG422', '提出日期晚于今天', 'asked_on lies in the future')
    when b.kind = 'review' and m.opinion_on is null then refuse('RG409', '尚未出具处理意见', 'there is no opinion to review yet')
    when b.kind = 'recheck' and not exists (select from matter_stage s where s.county_code = m.county_code and s.matter_id = m.id
      and s.kind = 'review' and s.decided_on is not null) then refuse('RG409', '尚未作出复查意见', 'no review was decided yet') end is null
  returning *
)
select work_done('matter', m.id::text, 0, 0, o.version, m.area_id, m.township_id, jsonb_build_object('matter_no', m.matter_no, 'stage_id', o.id, 'due_on', o.due_on)) as result
from opened o join matter m on m.county_code = o.county_code and m.id = o.matter_id
