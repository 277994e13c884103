-- Loads the words and moves of the joint work from sql/reference/work_*.csv. Names and order follow the files; numbers
-- that a county has set (`param`) stay.
create or replace function load_work_states(csv text) returns void language sql set search_path = public as $$
  insert into work_state (machine, code, name_zh, name_en, open, sort)
  select r[1], r[2], r[3], r[4], r[5] = '1', row_number() over () from csv_rows(csv) r
  on conflict (machine, code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, open = excluded.open,
    sort = excluded.sort
$$;

create or replace function load_work_transitions(csv text) returns void language sql set search_path = public as $$
  insert into work_move (machine, from_state, to_state, code, name_zh, name_en, roles, side, needs)
  select r[1], r[2], r[3], r[4], r[5], r[6], string_to_array(r[7], ' '), r[8], string_to_array(r[9], ' ') from csv_rows(csv) r
  on conflict (machine, from_state, to_state) do update set code = excluded.code, name_zh = excluded.name_zh,
    name_en = excluded.name_en, roles = excluded.roles, side = excluded.side, needs = excluded.needs
$$;

create or replace function load_work_words(csv text) returns void language sql set search_path = public as $$
  insert into work_word (list, code, name_zh, name_en, param, sort)
  select r[1], r[2], r[3], r[4], nullif(r[5], '')::int, row_number() over () from csv_rows(csv) r
  on conflict (list, code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, sort = excluded.sort
$$;
