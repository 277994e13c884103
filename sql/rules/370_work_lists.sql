-- Keyset paging of the lists of work: `rank` first, then `place_in_line`, then id (cursor `rank.place.id`).
create or replace function after_cursor(options jsonb, rank int, place_in_line int, id bigint) returns boolean
language sql immutable parallel safe as $$
  select options ->> 'cursor' is null or (rank, place_in_line, id) > (split_part(options ->> 'cursor', '.', 1)::int,
    split_part(options ->> 'cursor', '.', 2)::int, split_part(options ->> 'cursor', '.', 3)::bigint)
$$;

-- The response whose code the address names; none named means all.
create or replace function of_response(options jsonb, response bigint) returns boolean language sql stable parallel safe as $$
  select options ->> 'response' is null or response = (select r.id from joint_response r where r.code = options ->> 'response')
$$;
