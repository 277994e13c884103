-- Stops a clock of a matter for a reason, until it is resumed or the pause runs out.
with b as (select *, coalesce(x.from_on, county_day(now())) as since
  from jsonb_to_record($1::jsonb) x (matter_no text, clock text, from_on date, until_on date, reason text)),
paused as (
  insert into clock_pause (county_code, matter_id, clock, from_on, until_on, reason)
  select m.county_code, m.id, b.clock, b.since,
    case when b.until_on <= b.since then refuse('RG422', '中止期限须晚于起始日期', 'until_on must be later than from_on')::date else b.until_on end,
    b.reason
  from b cross join lateral known_matter(b.matter_no) m
  returning *
)
select work_done('matter', m.id::text, 0, 0, 1, m.area_id, m.township_id, jsonb_build_object('matter_no', m.matter_no, 'pause_id', p.id)) as result
from paused p join matter m on m.county_code = p.county_code and m.id = p.matter_id
