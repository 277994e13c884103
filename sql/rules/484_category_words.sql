-- Names of categories as they are told by themselves: 安置补偿 is one thing under 土地征收 and another under 集体土地上房屋拆迁与补偿,
-- so a name that two valid categories have is told with the group above it.
create or replace function category_words(code int, english boolean) returns text language sql stable parallel safe as $$
  select case when english then coalesce(case when twin then p.name_en || ' › ' end, '') || c.name_en
    else coalesce(case when twin then p.name_zh || '·' end, '') || c.name_zh end
  from (select k.*, exists (select from category o where o.code <> k.code and o.name_zh = k.name_zh and o.level = k.level
      and o.valid_to is null and k.valid_to is null) as twin from category k where k.code = category_words.code) c
  left join category p on p.code = c.parent
$$;
