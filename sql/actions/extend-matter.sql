-- Extends the 60 days of a matter once, by at most 30 (art. 34).
with b as (select * from jsonb_to_record($1::jsonb) x (matter_no text, version int, reason text)),
target as (select m.*, case
    when m.accepted_on is null or m.opinion_due_on is null or m.opinion_on is not null then refuse('RG409', '办理时限未在计时', 'the clock does not run')
    when m.extended then refuse('RG409', '已延长过一次', 'it was extended already') end as refused
  from b cross join lateral known_matter(b.matter_no) m),
moved as (
  update matter m set extended = true, opinion_due_on = due_with_pauses(m.accepted_on, 'C5', true, m.county_code, m.id)
  from b, target t where m.county_code = t.county_code and m.id = t.id and m.version = b.version and t.refused is null returning m.*
)
select work_done('matter', t.id::text, t.version, b.version, m.version, t.area_id, t.township_id,
  jsonb_build_object('matter_no', t.matter_no, 'due_on', m.opinion_due_on, 'audit', jsonb_build_object('reason', b.reason))) as result
from b cross join target t left join moved m on true
