-- The filter columns of a petition are those of its matter: one update of the matter moves all its petitions.
-- Bulk work (app.bulk = 'on') does the same for all its matters at once.
create or replace function petition_follows_matter() returns trigger language plpgsql security definer
set search_path = public as $$
begin
  update petition p set
    category = new.category, purpose = new.purpose, sector = new.sector, state = new.state,
    is_open = (select s.open from state s where s.id = new.state),
    due_on = coalesce(new.file_due_on, new.opinion_due_on), closed_on = new.closed_on,
    township_id = new.township_id, village_id = new.village_id, group_id = new.group_id, area_id = new.area_id,
    place_status = new.place_status, x = mercator_x(st_x(new.geom)), y = mercator_y(st_y(new.geom))
  where p.county_code = new.county_code and p.matter_id = new.id;
  return null;
end $$;
drop trigger if exists petition_follows_matter on matter;
create trigger petition_follows_matter after update on matter for each row
  when (current_setting('app.bulk', true) is distinct from 'on' and (old.category, old.purpose, old.sector, old.state, old.file_due_on, old.opinion_due_on, old.closed_on,
         old.township_id, old.village_id, old.group_id, old.area_id, old.place_status, old.geom::text)
    is distinct from (new.category, new.purpose, new.sector, new.state, new.file_due_on, new.opinion_due_on,
         new.closed_on, new.township_id, new.village_id, new.group_id, new.area_id, new.place_status, new.geom::text))
  execute function petition_follows_matter();
