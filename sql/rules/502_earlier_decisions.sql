-- Everything that was ever decided on a point of the agenda, in order; the last one holds.
create or replace function decisions_of(item consultation_item) returns table (n bigint, decision text, owner_unit_id int, department_id int, due_on date, decided_on date)
language sql stable parallel safe as $$
  select e.n, d.* from jsonb_array_elements(item.earlier) with ordinality e (kept, n)
  cross join jsonb_to_record(e.kept) d (decision text, owner_unit_id int, department_id int, due_on date, decided_on date)
  union all
  select jsonb_array_length(item.earlier) + 1, item.decision, item.owner_unit_id, item.department_id, item.due_on, item.decided_on
  where item.decision is not null
$$;

-- What is written over stays on record. The same thing said again was decided when it was first said.
create or replace function keep_earlier_decision() returns trigger language plpgsql as $$
begin
  if (old.decision, old.owner_unit_id, old.department_id, old.due_on) is distinct from (new.decision, new.owner_unit_id, new.department_id, new.due_on) then
    new.earlier := old.earlier || jsonb_build_object('decision', old.decision, 'owner_unit_id', old.owner_unit_id, 'department_id', old.department_id,
      'due_on', old.due_on, 'decided_on', old.decided_on);
  else
    new.decided_on := old.decided_on;
  end if;
  return new;
end $$;
drop trigger if exists earlier_decision on consultation_item;
create trigger earlier_decision before update on consultation_item for each row
  when (old.decision is not null and current_setting('app.bulk', true) is distinct from 'on') execute function keep_earlier_decision();
