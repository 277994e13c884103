-- $1 county code. How a matter came in, and whether it came back after its opinion.
update matter m set first_channel = f.channel, returned_on = f.returned_on
from (
  select distinct on (p.matter_id) p.matter_id, p.channel,
    min(p.received_on) filter (where p.received_on > m.opinion_on) over (partition by p.matter_id) as returned_on
  from petition p join matter m on m.county_code = p.county_code and m.id = p.matter_id
  where p.county_code = $1
  order by p.matter_id, p.received_on, p.id
) f
where m.county_code = $1 and m.id = f.matter_id
