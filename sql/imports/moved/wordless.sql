-- Matters whose words may name a unit that was not there when they came in, or name it more surely now. $1 county.
create temp table import_wordless as
select m.id, m.place_text from matter m
where m.county_code = $1 and m.place_text is not null
  and (m.place_status in (0, 3) or m.place_status = 1 and m.place_method = 'text')
  and not exists (select from import_place_now n where n.id = m.id);
