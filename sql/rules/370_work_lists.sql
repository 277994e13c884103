-- Keyset paging of the lists of work: `rank` first, then `place_in_line`, then id (cursor `rank.place.id`).
create or replace function after_cursor(options jsonb, rank int, place_in_line int, id bigint) returns boolean
language sql immutable parallel safe as $$
  select options ->> 'cursor' is null or (rank, place_in_line, id) > (split_part(options ->> 'cursor', '.', 1)::int,
    split_part(options ->> 'cursor', '.', 2)::int, split_part(options ->> 'cursor', '.', 3)::bigint)
$$;

-- Until when a problem's present step is to be taken: what is put off until its re-check date, what was fulfilled until its
-- revisit; what was confirmed waits for nobody's date. Everything before by the problem's own date.
create or replace function problem_waits_until(state text, due_on date, recheck_on date, kept_on date) returns date
language sql stable parallel safe as $$
  select case state when 'deferred' then recheck_on when 'kept' then kept_on + gap_param('revisit_missing') when 'confirmed' then null else due_on end
$$;

-- The response with this code, among those that the caller sees. In plpgsql, so that it is one value for the planner and
-- not a question per row: a function with a sub-select in it is not inlined.
create or replace function response_id_of(wanted text) returns bigint language plpgsql stable parallel safe as $$
begin
  return (select r.id from joint_response r where r.code = wanted);
end $$;
