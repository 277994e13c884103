-- What a past day is told needs days: a task force that is said anew ends the earlier one instead of erasing it, and a decision
-- bears the day on which it was written down.
alter table task_force add column valid_from date default (now() at time zone 'Asia/Shanghai')::date;
-- holds on days before this one, as with the texts of a policy pack
alter table task_force add column valid_to date check (valid_to >= valid_from);
update task_force t set valid_from = r.opened_on from joint_response r where r.county_code = t.county_code and r.id = t.response_id;
alter table task_force alter column valid_from set not null;
revoke delete on task_force from rg_office;

alter table consultation_item add column decided_on date;
update consultation_item i set decided_on = c.held_on from consultation c
where c.county_code = i.county_code and c.id = i.consultation_id and i.decision is not null;
