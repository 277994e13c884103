-- The words of the rows are ids already, found in tables that nobody deletes from; the foreign keys of the rows are not
-- asked one by one, so each distinct id is, once.
select refuse('RG422', '引用了不存在的代码', 'a row refers to a code that does not exist')
from (
  select distinct channel, lodged_level, purpose, state, case when s.category < 0 then c.code else s.category end as category
  from import_stage s left join import_category c on c.key = s.category
) s
where channel is not null and not exists (select from channel x where x.id = s.channel)
  or lodged_level is not null and not exists (select from lodged_level x where x.id = s.lodged_level)
  or purpose is not null and not exists (select from purpose x where x.id = s.purpose)
  or not exists (select from state x where x.id = s.state)
  or category is not null and not exists (select from category x where x.code = s.category);
