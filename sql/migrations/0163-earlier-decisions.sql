-- A decision that is written anew keeps what it was before, the oldest first: [{decision, owner_unit_id, department_id, due_on,
-- decided_on}]. Only its trigger writes here; nobody is granted the column.
alter table consultation_item add column earlier jsonb not null default '[]';
