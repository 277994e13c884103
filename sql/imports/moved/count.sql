-- How many matters moved, and how many of them were in a unit and are in none now. $1 county, $2 run, $3 reason.
select count(distinct n.id)::int as moved,
  count(distinct n.id) filter (where n.place_status <> 1 and h.place_status = 1)::int as lost
from import_place_now n
join place_history h on h.county_code = $1 and h.matter_id = n.id and h.import_run_id = $2 and h.reason = $3
