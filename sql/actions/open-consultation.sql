-- Calls a joint consultation with its agenda; a point may be a problem of the list.
with b as (select * from jsonb_to_record($1::jsonb) x (response text, unit text, title text, convenor_title text, attending text, held_on date, agenda jsonb)),
opened as (
  insert into consultation (county_code, response_id, unit_id, title, convenor_title, attending, held_on)
  select r.county_code, r.id, u.id, b.title, b.convenor_title, b.attending, b.held_on
  from b cross join lateral known_response(b.response) r cross join lateral known_unit(b.unit) u
  returning *
)
select work_done('consultation', o.id::text, 0, 0, o.version, o.area_id, null, jsonb_build_object('consultation_id', o.id,
  'agenda', add_agenda(o.county_code, o.id, o.response_id, b.agenda))) as result
from opened o cross join b
