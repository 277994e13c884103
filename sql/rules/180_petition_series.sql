-- Petitions by week (from Monday) or month, the same filter and the same rows as petition_counts(). Whole months come
-- from the roll-up where the filter allows it; the days around them, and weeks, from the rows.
create or replace function bucket_of(day date, bucket text) returns date language sql immutable parallel safe as $$
  select case bucket when 'week' then day - (extract(isodow from day)::int - 1) else month_of(day) end $$;

create or replace function series_from_rows(f jsonb, bucket text)
returns table (bucket_on date, petitions bigint, repeat bigint, collective bigint, open bigint) language sql stable parallel safe as $$
  select bucket_of(p.received_on, bucket), count(*), count(*) - count(*) filter (where p.is_first),
    count(*) filter (where p.is_collective), count(*) filter (where p.is_open)
  from filtered_petitions(f) p
  group by 1
$$;

create or replace function series_from_months(f jsonb)
returns table (bucket_on date, petitions bigint, repeat bigint, collective bigint, open bigint) language sql stable parallel safe as $$
  select s.bucket_on, sum(s.petitions)::bigint, sum(s.repeat)::bigint, sum(s.collective)::bigint, sum(s.open)::bigint
  from (
    select t.month as bucket_on, t.petitions, case when t.is_first then 0 else t.petitions end as repeat,
      case when t.is_collective then t.petitions else 0 end as collective, case when t.is_open then t.petitions else 0 end as open
    from tallied_petitions(f) t
    union all select r.* from series_from_rows(days_before_months(f), 'month') r where tally_start(f) > '-infinity'
    union all select r.* from series_from_rows(days_after_months(f), 'month') r where tally_end(f) < 'infinity'
  ) s
  group by 1 having sum(s.petitions) > 0
$$;

create or replace function petition_series(f jsonb, bucket text)
returns table (bucket_on date, petitions bigint, repeat bigint, collective bigint, open bigint) language plpgsql stable as $$
begin
  if bucket = 'month' and f ? 'tallied' then
    return query execute 'select * from series_from_months($1)' using f;
  else
    return query execute 'select * from series_from_rows($1, $2)' using f, bucket;
  end if;
end $$;
