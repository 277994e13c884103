-- The cells of a petition are computed with every row that is written. The same numbers as before (0020, 0060), as plain
-- expressions that go into the statement instead of being called, and with three looks into a table of 512 numbers for the
-- bits of a quadkey instead of seven into one of 16.

-- Even columns and rows are whole numbers of steps, the odd centre stands half a step beyond the whole number below. Not
-- strict, so that it can go into the statement: nothing in gives nothing out all the same.
create or replace function hexagon(x int, y int, w int) returns bigint language sql immutable parallel safe return
  case when abs(x::float8 / w - round(x::float8 / w))
      + 3 * abs(y::float8 / (w * 1.7320508075688772::float8) - round(y::float8 / (w * 1.7320508075688772::float8))) > 1
    then (2 * floor(y::float8 / (w * 1.7320508075688772::float8)) + 1048577) * 2097152 + 2 * floor(x::float8 / w) + 1048577
    else (2 * round(y::float8 / (w * 1.7320508075688772::float8)) + 1048576) * 2097152 + 2 * round(x::float8 / w) + 1048576
  end::bigint;

do $$
declare
  -- of every number of nine bits: its bits with a gap after each
  spread constant text := (
    select array_agg((select sum(((n >> bit) & 1)::bigint << (2 * bit)) from generate_series(0, 8) bit) order by n)::bigint[]::text
    from generate_series(0, 511) n);
begin
  execute format('create or replace function spread_bits(v bigint) returns bigint language sql immutable strict parallel safe return
    (%1$L::bigint[])[(v & 511) + 1] | ((%1$L::bigint[])[((v >> 9) & 511) + 1] << 18) | ((%1$L::bigint[])[((v >> 18) & 255) + 1] << 36)', spread);
end $$;
