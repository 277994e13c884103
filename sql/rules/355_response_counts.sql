-- Sums of the joint response by place, for measures and for the summary's indicators: numerator and denominator. `by`:
-- area, township, village, group, or place (one row). A period means the day that the thing happened on. The kiosk is told
-- whole fives (as_told), as everywhere.
create or replace function work_key(by text, area int, township int, village int, grp int) returns int language sql immutable parallel safe as $$
  select coalesce(case by when 'area' then area when 'township' then township when 'village' then village when 'group' then grp end, -2)
$$;

create or replace function cell_told(n bigint) returns bigint language sql stable parallel safe as
  $$ select case when hides_small() then in_fives(n, n < small_number()) else n end $$;

create or replace function gap_counts(f jsonb, by text) returns table (key int, n bigint) language sql stable parallel safe as $$
  select work_key(by, g.area_id, g.township_id, g.village_id, g.group_id), cell_told(count(*)) from gaps(f) g group by 1
$$;

create or replace function problem_counts(f jsonb, by text) returns table (key int, n bigint, open bigint, closed bigint, reopened bigint)
language sql stable parallel safe as $$
  select work_key(by, p.area_id, p.township_id, p.village_id, p.group_id), cell_told(count(*)), cell_told(count(*) filter (where s.open)),
    cell_told(count(*) filter (where not s.open)), cell_told(count(*) filter (where p.reopened_count > 0))
  from problems_on(f) p join work_state s on s.machine = 'problem' and s.code = p.state
  where stands_in_filter(f, p.area_id, p.township_id, p.village_id, p.group_id) and falls_in_period(f, p.collected_on)
    and (f -> 'categories' is null or p.category = any (int_array(f -> 'categories')))
  group by 1
$$;

create or replace function visit_counts(f jsonb, by text) returns table (key int, planned bigint, done bigint) language sql stable parallel safe as $$
  select work_key(by, v.area_id, v.township_id, v.village_id, v.group_id), cell_told(sum(v.planned_count)), cell_told(sum(v.done_count))
  from visits_on(f) v
  where stands_in_filter(f, v.area_id, v.township_id, v.village_id, v.group_id) and falls_in_period(f, v.starts_on)
  group by 1
$$;

-- Promises that fell due by `as_of`, and those of them that were kept.
create or replace function commitment_counts(f jsonb, by text) returns table (key int, due bigint, kept bigint) language sql stable parallel safe as $$
  select work_key(by, c.area_id, c.township_id, c.village_id, c.group_id), cell_told(count(*)),
    cell_told(count(*) filter (where c.kept_on <= filter_date(f, 'as_of')))
  from commitment c
  where (c.due_on <= filter_date(f, 'as_of') or c.kept_on <= filter_date(f, 'as_of')) and falls_in_period(f, c.due_on)
    and stands_in_filter(f, c.area_id, c.township_id, c.village_id, c.group_id)
  group by 1
$$;

-- Revisits of problems and matters; basically satisfied is satisfied, as the bulletins count it.
create or replace function revisit_counts(f jsonb, by text) returns table (key int, n bigint, satisfied bigint) language sql stable parallel safe as $$
  select work_key(by, r.area_id, r.township_id, r.village_id, r.group_id), cell_told(count(*)),
    cell_told(count(*) filter (where r.result in ('satisfied', 'basically')))
  from revisit r
  where r.on_date <= filter_date(f, 'as_of') and falls_in_period(f, r.on_date) and stands_in_filter(f, r.area_id, r.township_id, r.village_id, r.group_id)
  group by 1
$$;

-- Backlog matters (积案): settled or closed so far of those assigned; one that was merged stands for the one that it went into.
create or replace function backlog_counts(f jsonb) returns table (n bigint, settled bigint) language sql stable parallel safe as $$
  select count(distinct m.id), count(distinct m.id) filter (where m.closed_on is not null)
  from matter_care c join matter a on a.county_code = c.county_code and a.id = c.matter_id
  join matter m on m.county_code = a.county_code and m.id = case when a.merged_into is null then a.id else standing_matter(a.county_code, a.id) end
  where c.backlog_on <= filter_date(f, 'as_of') and stands_in_filter(f, m.area_id, m.township_id, m.village_id, m.group_id)
    and (f -> 'categories' is null or m.category = any (int_array(f -> 'categories')))
$$;

-- Closed matters of the period that were asked by a revisit how they saw it. Their whole is what the clock `closed` counts.
create or replace function evaluated_counts(f jsonb) returns table (evaluated bigint, satisfied bigint) language sql stable parallel safe as $$
  select count(*), count(*) filter (where e.satisfied)
  from (
    select r.county_code, r.matter_id, (array_agg(r.result order by r.on_date desc, r.id desc))[1] <> 'not' as satisfied
    from revisit r where r.matter_id is not null group by 1, 2
  ) e join matter m on m.county_code = e.county_code and m.id = e.matter_id
  where m.merged_into is null and m.closed_on <= filter_date(f, 'as_of') and falls_in_period(f, m.closed_on)
    and stands_in_filter(f, m.area_id, m.township_id, m.village_id, m.group_id)
$$;

-- For the summary, in the caller's own counts. `evaluated_share` has no denominator here: its whole are the closed matters.
create or replace function response_indicators(f jsonb) returns table (name text, numerator bigint, denominator bigint)
language plpgsql stable as $$
begin
  if f is null then
    return;
  end if;
  -- executed, so that the filter is a constant for the planner; a text says nothing of responses, and the matters that say it would
  -- be copied with each mention of the filter
  return query execute $q$
    select i.name, as_told(coalesce(i.n, 0)::bigint), as_told(coalesce(i.d, 0)::bigint) from (
      select 'backlog_settled' as name, b.settled as n, b.n as d from backlog_counts($1) b
      union all select 'evaluated_share', e.evaluated, null from evaluated_counts($1) e
      union all select 'satisfied_share', e.satisfied, e.evaluated from evaluated_counts($1) e
      union all select 'household_coverage', sum(v.done), sum(v.planned) from visit_counts($1, 'place') v
      union all select 'problems_closed', sum(p.closed), sum(p.n) from problem_counts($1, 'place') p
      union all select 'problems_reopened', sum(p.reopened), sum(p.n) from problem_counts($1, 'place') p
      union all select 'commitments_kept', sum(c.kept), sum(c.due) from commitment_counts($1, 'place') c
      union all select 'five_ones', sum(o.n), 5 * count(*) from five_ones($1) o
    ) i
  $q$ using without_text(f);
end $$;
