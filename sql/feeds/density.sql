-- $1 resolved filter, $2 {size}. `cells`: longitude, latitude and number of each hexagon; number null = fewer than five.
select json_build_object(
  'size', ($2::jsonb ->> 'size')::int,
  'as_of', $1::jsonb ->> 'as_of',
  'cells', coalesce((select json_agg(json_build_array(
      round((s.x / 20037508.342789244 * 180)::numeric, 5),
      round((degrees(atan(sinh(s.y / 20037508.342789244 * pi()))))::numeric, 5),
      case when sees_points() then s.n when s.n >= small_number() then in_fives(s.n, false) end) order by s.n)
    from (select h.n, ($2::jsonb ->> 'size')::int * sqrt(3) * (h.q + h.r / 2.0) as x, ($2::jsonb ->> 'size')::int * 1.5 * h.r as y
      from petition_hexagons($1::jsonb, ($2::jsonb ->> 'size')::int) h) s), '[]')
)::text as body
