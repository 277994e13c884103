-- The staged petitions with what they know of the earlier ones of their matter (rules/084_petition_order.sql), so that
-- matters and petitions are written once and never updated.
create temp table demo_contact on commit drop as
select p.no, p.matter_no, p.received_on, p.registered_on, p.people_count, c.id as channel, l.id as lodged_level,
  p.people_count >= (select collective_from()) and c.rolled_up = 'visit' as is_collective,
  p.is_first and lag(p.received_on) over m is null as is_first,
  lag(p.received_on) over m as prev_on,
  lag(p.received_on) over (partition by p.matter_no, p.channel order by p.received_on, p.no) as channel_prev_on,
  max(p.received_on) filter (where not p.is_first) over (m rows between unbounded preceding and 1 preceding) as repeat_prev_on
from demo_petition p
join channel c on c.code = p.channel
join lodged_level l on l.code = p.level_lodged
window m as (partition by p.matter_no order by p.received_on, p.no)
