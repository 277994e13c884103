-- $1 county. The record of the latest matters, as their dates tell it.
insert into matter_event (county_code, matter_id, from_state, to_state, role, at)
select $1, e.id, lag(e.state) over (partition by e.id order by e.n), e.state, e.role, (e.day + time '09:30') at time zone 'Asia/Shanghai'
from (
  select m.id, s.n, s.state, s.role, s.day from matter m, lateral (values
    (1, 1::smallint, 'office', m.received_on), (2, 2::smallint, 'office', m.registered_on), (3, 3::smallint, 'township', m.accepted_on),
    (4, 4::smallint, 'township', m.accepted_on), (5, 5::smallint, 'township', m.opinion_on),
    (6, m.state, 'office', case when m.state not in (1, 2, 3, 4, 5) then coalesce(m.closed_on, m.opinion_on) end)
  ) s (n, state, role, day)
  where m.county_code = $1 and s.day is not null and m.id > (select max(id) - 4000 from matter where county_code = $1)
    and (s.n = 6 or s.state <= m.state or m.state > 5)
) e
order by e.day, e.id, e.n
