-- An open matter has no closing day, whoever writes it: the clocks of what is late are read from the matters without one. Bulk work
-- sees to it itself (api/importers/petitions/state-of-row.ts, data/).
create or replace function open_matter_is_not_closed() returns trigger language plpgsql set search_path = public as $$
begin
  if (select s.open from state s where s.id = new.state) then
    new.closed_on := null;
  end if;
  return new;
end $$;
create or replace trigger open_matter_is_not_closed before insert or update of state, closed_on on matter for each row
  when (new.closed_on is not null and current_setting('app.bulk', true) is distinct from 'on') execute function open_matter_is_not_closed();
