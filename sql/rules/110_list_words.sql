-- What a list says of a matter. A confidential matter is counted but not described, except to the office.
create or replace function described(confidential boolean, words text) returns text language sql stable parallel safe as $$
  select case when confidential and coalesce(nullif(current_setting('app.role', true), ''), '') <> 'office'
    then '（保密事项）' else words end
$$;
