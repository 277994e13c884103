-- Puts an office in charge of an area; with `replaces` another one hands over to it the day before.
with b as (select *, coalesce(x.valid_from, county_day(now())) as since
  from jsonb_to_record($1::jsonb) x (response text, level text, office_title text, valid_from date, replaces bigint, handover text)),
target as (select r.* from b cross join lateral known_response(b.response) r),
ended as (
  update area_lead l set valid_to = greatest(b.since - 1, l.valid_from), handover = b.handover
  from b, target t where l.id = b.replaces and l.county_code = t.county_code and l.response_id = t.id and l.valid_to is null
  returning l.id
),
appointed as (
  insert into area_lead (county_code, response_id, level, office_title, valid_from)
  select t.county_code, t.id, b.level, b.office_title, b.since from b, target t
  where case when b.replaces is not null and not exists (select from ended)
    then refuse('RG409', '前任不在任', 'the one to be replaced is not in charge') is null else true end
  returning id
)
select work_done('response', t.code, 0, 0, t.version, t.area_id, null, jsonb_build_object('response', t.code, 'lead_id', a.id)) as result
from target t cross join appointed a
