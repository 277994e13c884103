-- Time limits (Regulations art. 22, 23, 34; Civil Code 201-204): the first day does not count; a limit in calendar
-- days that ends on a day off moves to the next working day; a limit in working days counts only those.
-- `calendar_day.settles_on` and `workday_no` are kept by index_calendar().
create or replace function index_calendar() returns void language sql set search_path = public as $$
  update calendar_day c set settles_on = s.settles_on, workday_no = s.workday_no
  from (
    select day,
      -- backwards, so that the window only grows: forwards it is counted anew for each day
      min(day) filter (where is_workday) over (order by day desc) as settles_on,
      (count(*) filter (where is_workday) over (order by day))::int as workday_no
    from calendar_day
  ) s
  where s.day = c.day and (c.settles_on, c.workday_no) is distinct from (s.settles_on, s.workday_no)
$$;

-- The last day of the limit `code` that runs from `start`; null when the start is null or beyond the calendar.
create or replace function due_on(start date, code text, extended boolean default false)
returns date language sql stable parallel safe as $$
  select case when t.working
    then (select min(c.day) from calendar_day c where c.is_workday and c.workday_no = t.days + coalesce(
           (select b.workday_no from calendar_day b where b.day = $1), 0))
    else (select c.settles_on from calendar_day c
           where c.day = $1 + t.days + case when $3 then t.extension_days else 0 end)
    end
  from time_limit t where t.code = $2
$$;
