-- Says of an alarm that it was looked at, what it is, or what was done. `version` is how many answers the caller saw.
with b as (select * from jsonb_to_record($1::jsonb) x (alarm_id bigint, version int, said text, reason text)),
target as (
  select s.*, (select count(*)::int from alarm_answers(s.id)) as answers
  from alarm_signal s join b on b.alarm_id = s.id where s.county_code = installation_county() and s.level <> 'none'
),
made as (
  insert into alarm_answer (county_code, signal_id, said, reason)
  select t.county_code, t.id, b.said, btrim(b.reason) from target t join b on b.version = t.answers
  returning signal_id, said
)
select work_done('alarm', t.id::text, t.answers, b.version, case when m.said is not null then t.answers + 1 end, null, t.village_id,
  jsonb_build_object('alarm_id', t.id, 'said', m.said,
    'audit', jsonb_build_object('said', m.said, 'week', t.to_on),
    'event', jsonb_build_object('kind', 'alarm-answered', 'unit_id', t.village_id, 'counts', '{}'::jsonb))) as result
from b cross join target t left join made m on true
