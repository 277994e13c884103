-- Loads the tables of sql/reference: CSV without quotes, first line the column names. Rows that a county added stay.
create or replace function csv_rows(csv text) returns setof text[] language sql immutable as $$
  select string_to_array(line, ',') from unnest(string_to_array(rtrim(csv, E'\r\n'), E'\n')) with ordinality l (line, n) where n > 1
$$;

-- code, name, parent, valid_from, valid_to, successor, English name: parents and successors may stand further down.
create or replace function load_categories(csv text) returns void language plpgsql set search_path = public as $$
begin
  insert into category (code, level, name_zh, name_en, valid_from, valid_to)
  select r[1]::int, case when r[1]::int % 10000 = 0 then 1 when r[1]::int % 100 = 0 then 2 else 3 end, r[2], r[7],
    coalesce(nullif(r[4], '')::date, '2005-01-01'), nullif(r[5], '')::date
  from csv_rows(csv) r
  on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, valid_from = excluded.valid_from, valid_to = excluded.valid_to;
  update category c set parent = nullif(r[3], '')::int, successor_code = nullif(r[6], '')::int
  from csv_rows(csv) r where c.code = r[1]::int;
end $$;

-- day, is_workday (0 or 1), name, status
create or replace function load_holidays(csv text) returns void language plpgsql set search_path = public as $$
begin
  insert into calendar_day (day, is_workday, name, status)
  select r[1]::date, r[2] = '1', r[3], r[4] from csv_rows(csv) r
  on conflict (day) do update set is_workday = excluded.is_workday, name = excluded.name, status = excluded.status;
  perform index_calendar();
end $$;
