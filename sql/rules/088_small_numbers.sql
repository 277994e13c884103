-- Fewer than so many are told to nobody who may not see rows, and make no share ([default] k of domain sections 2.4 and 5). The
-- same number as in api/contract/small-number.ts.
create or replace function small_number() returns int language sql immutable parallel safe as $$ select 5 $$;

-- Who may not see rows sees no small number either (domain section 2.4): fewer than five petitions in a cell are "<5"
-- (1 to the statements that show cells), everything else is told in whole fives. So a hidden cell does not follow from a
-- total and its neighbours, shown or hidden (tests/scope/kiosk.test.ts).
create or replace function hides_small() returns boolean language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('app.role', true), ''), '') = 'wall' $$;
create or replace function in_fives(n bigint, few boolean) returns bigint language sql immutable parallel safe as
  $$ select case when few then least(n, 1) else n / small_number() * small_number() end $$;
create or replace function as_told(n bigint) returns bigint language sql stable parallel safe as
  $$ select case when hides_small() then in_fives(n, false) else n end $$;
