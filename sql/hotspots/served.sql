-- Hexagons in which a petition ever had its place, whatever is filtered: the ground on which one may come. `hex1,hex2,hex3;...`
select coalesce(string_agg(concat_ws(',', s.hex1, s.hex2, s.hex3), ';'), '') as text
from (select distinct p.hex1, p.hex2, p.hex3 from petition p where p.hex1 is not null) s
