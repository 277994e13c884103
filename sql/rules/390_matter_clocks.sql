-- Dates with their derivation (Regulations art. 22-36; Civil Code 201-204). One function works a date out step by step;
-- the date that counts is its last step, so the table that explains a date cannot disagree with it.

-- Steps: the start, the limit, an extension, each pause in order, each day off that moves the end. A pause counts when it
-- began before the clock had run out; one that was not resumed counts to its expiry.
create or replace function derive_due(start date, code text, extended boolean, county text, matter bigint)
returns table (step int, kind text, zh text, en text, date date) language plpgsql stable set search_path = public, pg_temp as $$
declare
  lim time_limit;
  due date;
  settled calendar_day;
  pause clock_pause;
  days int;
  named date;
begin
  -- C9: the sender sets the date, and nothing moves it
  if derive_due.code = 'C9' then
    select m.file_due_on into named from matter m where m.county_code = county and m.id = matter;
    if start is not null and named is not null then
      return query select * from (values
        (1, 'start', format('%s 交办', start), format('assigned on %s', start), start),
        (2, 'due', '交办单位指定的日期', 'day set by the sender', named)) v;
    end if;
    return;
  end if;
  select * into lim from time_limit t where t.code = rtrim(derive_due.code, 'D');
  if start is null or lim.code is null then
    return;
  end if;
  step := 1; kind := 'start'; date := start;
  zh := format('%s 起算，当日不计', start); en := format('runs from %s, which does not count', start);
  return next;
  step := 2; kind := 'limit';
  if lim.working then
    due := workday_after(start, lim.days);
    zh := format('%s 个工作日，跳过 %s 个休息日', lim.days, due - start - lim.days);
    en := format('%s working days, %s days off skipped', lim.days, due - start - lim.days);
  else
    due := start + lim.days;
    zh := format('加 %s 日', lim.days); en := format('plus %s days', lim.days);
  end if;
  date := due;
  return next;
  if extended and lim.extension_days > 0 then
    step := step + 1; kind := 'extension'; due := due + lim.extension_days; date := due;
    zh := format('延长 %s 日', lim.extension_days); en := format('extended by %s days', lim.extension_days);
    return next;
  end if;
  select * into settled from calendar_day c where c.day = due;
  if settled.settles_on > due then
    step := step + 1; kind := 'holiday'; date := settled.settles_on;
    zh := format('%s 为%s，顺延至下一工作日', due, coalesce(settled.name, '休息日'));
    en := format('%s is a day off: moves to the next working day', due);
    due := settled.settles_on;
    return next;
  end if;
  for pause in select p.* from clock_pause p
    where p.county_code = county and p.matter_id = matter and p.clock = derive_due.code order by p.from_on, p.id
  loop
    continue when pause.from_on > due or pause.from_on < start;
    days := coalesce(pause.ended_on, pause.until_on) - pause.from_on;
    continue when days <= 0;
    step := step + 1; kind := 'pause'; due := due + days; date := due;
    zh := format('%s 起中止 %s 日（%s）', pause.from_on, days, pause.reason);
    en := format('paused for %s days from %s (%s)', days, pause.from_on, pause.reason);
    return next;
    select * into settled from calendar_day c where c.day = due;
    if settled.settles_on > due then
      step := step + 1; kind := 'holiday'; date := settled.settles_on;
      zh := format('%s 为%s，顺延至下一工作日', due, coalesce(settled.name, '休息日'));
      en := format('%s is a day off: moves to the next working day', due);
      due := settled.settles_on;
      return next;
    end if;
  end loop;
  step := step + 1; kind := 'due'; date := due;
  zh := '到期日'; en := 'due on';
  return next;
end $$;

create or replace function due_with_pauses(start date, code text, extended boolean, county text, matter bigint) returns date
language sql stable as $$ select d.date from derive_due(start, code, extended, county, matter) d where d.kind = 'due' $$;

-- A pause begun or ended moves the due date that is kept with the matter, or with its stage. Only a clock that runs on the
-- pause's first day can be stopped: what is done, not begun or run out would take it down and not move.
create or replace function pause_moves_due() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if exists (select from clock_pause p where p.county_code = new.county_code and p.matter_id = new.matter_id and p.clock = new.clock and p.id <> new.id
      and p.from_on < coalesce(new.ended_on, new.until_on) and new.from_on < coalesce(p.ended_on, p.until_on)) then
    raise exception '该时限在此期间已中止' using errcode = 'RG409', hint = 'the clock is paused in that time already';
  end if;
  if tg_op = 'INSERT' and exists (
    select from matter m where m.county_code = new.county_code and m.id = new.matter_id and not exists (
      select from matter_clocks(m, new.from_on) c
      where c.clock = new.clock and c.state in ('running', 'late', 'paused') and new.from_on between c.start_on and c.due_on)) then
    raise exception '该时限自 % 起没有在计算，不能中止', new.from_on using errcode = 'RG409', hint = format('the clock does not run on %s and cannot be paused', new.from_on);
  end if;
  if new.clock = 'C5' then
    update matter m set opinion_due_on = due_with_pauses(m.accepted_on, 'C5', m.extended, m.county_code, m.id)
    where m.county_code = new.county_code and m.id = new.matter_id and m.accepted_on is not null and m.opinion_due_on is not null;
  else
    update matter_stage s set due_on = due_with_pauses(s.asked_on, new.clock, false, s.county_code, s.matter_id)
    where s.county_code = new.county_code and s.matter_id = new.matter_id and s.decided_on is null
      and s.kind = case new.clock when 'C6D' then 'review' else 'recheck' end;
  end if;
  return null;
end $$;
create or replace trigger pause_moves_due after insert or update on clock_pause for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function pause_moves_due();

-- All clocks of a matter at a day: {clock, from, due, met} and what that means.
create or replace function matter_clocks(m matter, as_of date)
returns table (clock text, start_on date, due_on date, met_on date, extended boolean, state text) language sql stable as $$
  with stage as (
    select max(s.asked_on) filter (where s.kind = 'review') as review_on, max(s.decided_on) filter (where s.kind = 'review') as reviewed_on,
      max(s.due_on) filter (where s.kind = 'review') as review_due, max(s.asked_on) filter (where s.kind = 'recheck') as recheck_on,
      max(s.decided_on) filter (where s.kind = 'recheck') as rechecked_on, max(s.due_on) filter (where s.kind = 'recheck') as recheck_due
    from matter_stage s where s.county_code = (m).county_code and s.matter_id = (m).id
  ),
  simple as (select c.simplified_on from matter_care c where c.county_code = (m).county_code and c.matter_id = (m).id and c.simplified_on is not null),
  clocks as (
    select c.* from stage s left join simple e on true, lateral (values
      ('C1', (m).received_on, (m).register_due_on, (m).registered_on, false),
      ('C2', (m).registered_on, (m).accept_due_on, (m).accepted_on, false),
      ('C4', case when (m).accepted_on is null then (m).registered_on end, due_on((m).registered_on, 'C4'), null::date, false),
      ('C5', (m).accepted_on, (m).opinion_due_on, (m).opinion_on, (m).extended),
      ('C6', (m).opinion_on, due_on((m).opinion_on, 'C6'), s.review_on, false),
      ('C6D', s.review_on, s.review_due, s.reviewed_on, false),
      ('C7', s.reviewed_on, due_on(s.reviewed_on, 'C7'), s.recheck_on, false),
      ('C7D', s.recheck_on, s.recheck_due, s.rechecked_on, false),
      ('C9', case when (m).file_due_on is not null then coalesce((m).registered_on, (m).received_on) end, (m).file_due_on, coalesce((m).opinion_on, (m).closed_on), false),
      ('C10A', case when e.simplified_on is not null then (m).registered_on end, due_on((m).registered_on, 'C10A'), (m).accepted_on, false),
      ('C10H', case when e.simplified_on is not null then (m).accepted_on end, due_on((m).accepted_on, 'C10H'), coalesce((m).opinion_on, (m).closed_on), false)
    ) c (clock, start_on, due_on, met_on, extended) where c.start_on is not null
  )
  select c.clock, c.start_on, c.due_on, c.met_on, c.extended,
    case when c.met_on is not null then case when c.due_on is not null and c.met_on > c.due_on then 'met_late' else 'met' end
      when c.due_on is null or not st.open and c.clock not in ('C6', 'C7') then 'stopped'
      when exists (select from clock_pause p where p.county_code = (m).county_code and p.matter_id = (m).id and p.clock = c.clock
        and as_of >= p.from_on and as_of < coalesce(p.ended_on, p.until_on)) then 'paused'
      -- asking for review or re-check is a right, not a duty: the time for it runs out
      when c.clock in ('C4', 'C6', 'C7') then case when c.due_on < as_of then 'over' else 'open' end
      when c.due_on < as_of then 'late' else 'running' end
  from clocks c join state st on st.id = (m).state
$$;
