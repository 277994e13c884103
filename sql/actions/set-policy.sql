-- Sets one text of the policy pack; an earlier one of the same kind (and issue type) ends.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, kind text, category text, title text, body text)),
target as (select r.*, known_word('policy', b.kind) as kind, known_category(b.category) as category, b.title as policy_title, b.body
  from b cross join lateral known_response(b.response) r),
ended as (
  update policy_pack p set valid_to = greatest(p.valid_from, county_day(now())) from target t
  where p.county_code = t.county_code and p.response_id = t.id and p.kind = t.kind and p.category is not distinct from t.category and p.valid_to is null
),
added as (
  insert into policy_pack (county_code, response_id, kind, category, title, body, valid_from)
  select t.county_code, t.id, t.kind, t.category, t.policy_title, t.body, county_day(now()) from target t returning id
)
select work_done('response', t.code, 0, 0, t.version, t.area_id, null, jsonb_build_object('response', t.code, 'policy_id', a.id)) as result
from target t cross join added a
