-- How the work stood on a past day is read from its record: each event keeps what its row had after the step, without texts.
-- `changed_at` says when a row last changed: before that moment it is not what it is now, after it nothing has to be looked up.
alter table response_event add column facts jsonb;
comment on column response_event.facts is 'columns of the row after the step, no texts; null where nobody kept them: the row itself is asked then';
alter table response_event drop constraint response_event_subject_check;
alter table response_event add constraint response_event_subject_check
  check (subject in ('response', 'task', 'problem', 'commitment', 'visit'));
alter table work_state drop constraint work_state_machine_check;
alter table work_state add constraint work_state_machine_check
  check (machine in ('response', 'task', 'problem', 'cell', 'commitment', 'visit'));

alter table joint_response add column changed_at timestamptz not null default now();
alter table response_task add column changed_at timestamptz not null default now();
alter table problem add column changed_at timestamptz not null default now();
alter table household_visit_round add column changed_at timestamptz not null default now();
-- what was there before: since its last event, or where there is none since its last act
select set_config('app.bulk', 'on', true);
update joint_response r set changed_at = coalesce((select max(e.at) from response_event e
  where e.county_code = r.county_code and e.subject = 'response' and e.subject_id = r.id), r.opened_on);
update response_task set changed_at = acted_at;
update problem set changed_at = acted_at;
update household_visit_round set changed_at = coalesce(acted_at, starts_on);
select set_config('app.bulk', '', true);

-- who moved a problem last, for the question whether a level did anything lately
create index response_event_problem_role on response_event (county_code, response_id, role, id) where subject = 'problem';
