-- Takes a simple first-time matter into simplified handling, or back to the ordinary way. Its other clocks run on.
with b as (select * from jsonb_to_record($1::jsonb) x (matter_no text, ordinary boolean)),
target as (select m.*, case
    when b.ordinary then null
    when m.opinion_on is not null or m.closed_on is not null then refuse('RG409', '该事项已办理完毕', 'the matter is handled already')
    when exists (select from petition p where p.county_code = m.county_code and p.matter_id = m.id and not p.is_first)
      then refuse('RG409', '重复信访事项不适用简易办理', 'simplified handling is for first-time matters') end as refused
  from b cross join lateral known_matter(b.matter_no) m),
kept as (
  insert into matter_care (county_code, matter_id, simplified_on)
  select t.county_code, t.id, case when b.ordinary then null else county_day(now()) end from b, target t where t.refused is null
  on conflict (county_code, matter_id) do update set simplified_on = excluded.simplified_on
  returning version
)
select work_done('matter', t.id::text, 0, 0, k.version, t.area_id, t.township_id, jsonb_build_object('matter_no', t.matter_no)) as result
from target t cross join kept k
