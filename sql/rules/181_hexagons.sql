-- Petitions by hexagon, for the density map. Hexagons stand on a corner; `size` is their radius in web-mercator metres.
-- Who may not see points gets what tiles tell: whole fives, and nothing but "fewer than five" below them.
create or replace function sees_points() returns boolean language sql stable parallel safe as
  $$ select caller_role() in ('office', 'township', 'village', 'group') $$;

-- Axial column and row of the hexagon that holds a place (rounding in cube coordinates).
create or replace function hexagon_at(x float8, y float8, size float8, out q int, out r int) language sql immutable parallel safe as $$
  select case when dq > dr and dq > ds then -rr - rs else rq end::int, case when dq > dr and dq > ds or dr <= ds then rr else -rq - rs end::int
  from (select fq, fr, rq, rr, rs, abs(rq - fq) as dq, abs(rr - fr) as dr, abs(rs - fs) as ds
    from (select fq, fr, fs, round(fq) as rq, round(fr) as rr, round(fs) as rs
      from (select fq, fr, -fq - fr as fs
        from (select (sqrt(3) / 3 * x - y / 3) / size as fq, 2.0 / 3 * y / size as fr) a) b) c) d
$$;

create or replace function petition_hexagons(f jsonb, size int) returns table (q int, r int, n bigint) language plpgsql stable as $$
begin
  -- the cell's middle, not the point, so that hexagons and cells cannot be laid over one another to find a point
  return query execute 'select h.q, h.r, sum(c.n)::bigint
    from (select cell_edge(p.x, 0) as x, cell_edge(p.y, 0) as y, count(*) as n
      from filtered_petitions($1) p where p.quadkey is not null group by 1, 2) c, hexagon_at(c.x + 38, c.y + 38, $2) h
    group by 1, 2' using f, size::float8;
end $$;
