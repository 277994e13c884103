-- $1 pyramid zoom 5..13, $2 first and $3 last cell of the tile on that zoom, $4 township ids or null
select pyramid_cells($1::smallint, $2::bigint, $3::bigint, $4::int[]) as cells
