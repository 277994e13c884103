-- $1 county, $2 last day. The written reply of the latest matters, who decided on hardship money, and the backlog (积案): old
-- matters that were assigned once more.
insert into matter_care (county_code, matter_id, written_reply_on, hardship_by, backlog_on)
select m.county_code, m.id, m.opinion_on, case when m.hardship_yuan is not null then '县信访联席会议' end,
  case when m.id % 3 = 0 and m.received_on + 120 < coalesce(m.closed_on, $2::date) then m.received_on + 120 end
from matter m
where m.county_code = $1 and (m.hardship_yuan is not null or m.opinion_on is not null or m.received_on + 120 < coalesce(m.closed_on, $2::date))
  and m.id > (select max(id) - 4000 from matter where county_code = $1)
