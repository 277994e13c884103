-- Keyset paging of the lists of work: `rank` first, then `place_in_line`, then id (cursor `rank.place.id`).
create or replace function after_cursor(options jsonb, rank int, place_in_line int, id bigint) returns boolean
language sql immutable parallel safe as $$
  select options ->> 'cursor' is null or (rank, place_in_line, id) > (split_part(options ->> 'cursor', '.', 1)::int,
    split_part(options ->> 'cursor', '.', 2)::int, split_part(options ->> 'cursor', '.', 3)::bigint)
$$;

-- The response with this code, among those that the caller sees. In plpgsql, so that it is one value for the planner and
-- not a question per row: a function with a sub-select in it is not inlined.
create or replace function response_id_of(wanted text) returns bigint language plpgsql stable parallel safe as $$
begin
  return (select r.id from joint_response r where r.code = wanted);
end $$;
