-- The calendar changed: its index, then the dues of matters that are still open, then their petitions and all counts.
select index_calendar();

update matter m set
  -- a clock that no file told of (imports/petitions/stage.sql) does not begin by a calendar
  register_due_on = case when m.register_due_on is not null
    then (select settles_on from calendar_day where day = m.received_on + (select days from time_limit where code = 'C1')) end,
  accept_due_on = case when m.accept_due_on is not null
    then (select settles_on from calendar_day where day = m.registered_on + (select days from time_limit where code = 'C2')) end,
  -- a legal route other than the petition procedure stops the clock (art. 31)
  opinion_due_on = case when m.opinion_on is not null or m.route is null or m.route in (select r.id from route r where not r.stops_clock)
    then (select settles_on from calendar_day where day = m.accepted_on
      + (select days + case when m.extended then extension_days else 0 end from time_limit where code = 'C5')) end
from state s
where m.county_code = $1 and s.id = m.state and s.open;

-- few have pauses: their date is worked out step by step
update matter m set opinion_due_on = due_with_pauses(m.accepted_on, 'C5', m.extended, m.county_code, m.id)
from state s
where m.county_code = $1 and s.id = m.state and s.open and m.accepted_on is not null and m.opinion_due_on is not null
  and exists (select from clock_pause p where p.county_code = m.county_code and p.matter_id = m.id and p.clock = 'C5');

-- stages that are not decided, and tasks that wait to be acknowledged, run by the same calendar
update matter_stage g set due_on = due_with_pauses(g.asked_on, case g.kind when 'review' then 'C6D' else 'C7D' end, false, g.county_code, g.matter_id)
where g.county_code = $1 and g.decided_on is null and g.kind in ('review', 'recheck');

update response_task t set ack_due_at = ack_due_at(t.county_code, t.response_id, t.level, t.assigned_at)
where t.county_code = $1 and t.state = 'assigned'
  and t.ack_due_at is distinct from ack_due_at(t.county_code, t.response_id, t.level, t.assigned_at);

update petition p set due_on = coalesce(m.file_due_on, m.opinion_due_on)
from matter m
where p.county_code = $1 and m.county_code = $1 and m.id = p.matter_id
  and p.due_on is distinct from coalesce(m.file_due_on, m.opinion_due_on);

select refresh_tallies($1);
