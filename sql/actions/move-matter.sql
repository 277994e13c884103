-- Moves a matter to another state; rules/050_matter_moves.sql says which moves are legal and which date they need.
-- `version` is the one that the caller looked at: of two who act at once, one is told.
with b as (
  select r.*, known_route(r.route_code) as route, coalesce(r.on_date, (now() at time zone 'Asia/Shanghai')::date) as day, s.id as state_id,
    case when s.id is null then refuse('RG422', '没有这个状态：' || r.to_state, 'unknown state: ' || r.to_state)
      when r.on_date > county_day(now()) then refuse('RG422', '办理日期晚于今天', 'on lies in the future') end as refused
  from (select x ->> 'matter_no' as matter_no, x ->> 'to' as to_state, (x ->> 'on')::date as on_date, (x ->> 'version')::int as version,
    x ->> 'route' as route_code
    from (select $1::jsonb as x) j) r
  left join state s on s.code = r.to_state
), target as (
  select m.*, b.day, b.state_id, b.to_state, b.route as to_route from matter m join b on b.matter_no = m.matter_no
  where b.refused is null and case when m.version <> b.version
    then refuse('RG409', '该事项刚被他人更改，请刷新后重试', 'the matter was changed meanwhile: read it again') is null else true end
), moved as (
  update matter m set state = t.state_id,
    registered_on = case when t.to_state = 'transferred' then coalesce(m.registered_on, t.day) else m.registered_on end,
    accept_due_on = case when t.to_state = 'transferred' then due_on(coalesce(m.registered_on, t.day), 'C2') else m.accept_due_on end,
    accepted_on = case when t.to_state = 'accepted' then coalesce(m.accepted_on, t.day) else m.accepted_on end,
    opinion_due_on = case when t.to_state = 'accepted' then due_on(coalesce(m.accepted_on, t.day), 'C5', m.extended)
      -- a legal procedure stops the clock (art. 31)
      when t.to_state = 'routed' and m.opinion_on is null then null else m.opinion_due_on end,
    route = coalesce(t.to_route, m.route),
    opinion_on = case when t.to_state = 'opinion_issued' then coalesce(m.opinion_on, t.day) else m.opinion_on end,
    settled_on = case when t.to_state = 'settled' then coalesce(m.settled_on, t.day) else m.settled_on end,
    -- known with its end; what a file brought without a word of it stays so until then
    settled_first = case when t.to_state = 'settled' then coalesce(m.settled_first, false) or not exists (
        select from petition p where p.county_code = m.county_code and p.matter_id = m.id and not p.is_first)
      when t.to_state in ('closed', 'not_accepted', 'withdrawn', 'routed') then coalesce(m.settled_first, false)
      else m.settled_first end,
    closed_on = case when t.to_state in ('settled', 'closed', 'not_accepted', 'withdrawn', 'routed') then coalesce(m.closed_on, t.day)
      else null end
  from target t where m.county_code = t.county_code and m.id = t.id
  returning m.*
)
select jsonb_build_object('subject_kind', 'matter', 'subject_id', m.id::text, 'matter_no', m.matter_no, 'version', m.version,
  'state', t.to_state, 'due_on', coalesce(m.file_due_on, m.opinion_due_on),
  'audit', jsonb_build_object('to', t.to_state),
  'event', jsonb_build_object('kind', 'matter-moved', 'unit_id', m.township_id, 'area_id', m.area_id,
    'counts', jsonb_build_object('matters', 1))) as result
from moved m join target t on t.id = m.id
