-- What the gazetteer made of the words of import_wordless: $2 as jsonb, one {text, unit, grade} each. $1 county.
-- A better grade moves a matter that words placed before; a worse one is no reason to.
create temp table import_worded as
select m.id, w.grade, u.township_id, u.village_id, u.group_id, m.area_id
from jsonb_to_recordset($2::jsonb) w (text text, unit int, grade char(1))
join import_wordless l on l.place_text = w.text
join matter m on m.county_code = $1 and m.id = l.id
join admin_unit u on u.id = w.unit and u.level <> 'county'
left join import_place_now n on n.id = m.id
where n.id is not null or m.place_status in (0, 3) or w.grade < m.place_grade;

delete from import_place_now n using import_worded w where w.id = n.id;

insert into import_place_now (id, place_status, place_grade, place_method, geom, township_id, village_id, group_id, area_id)
select id, 1, grade, 'text', null, township_id, village_id, group_id, area_id from import_worded;
