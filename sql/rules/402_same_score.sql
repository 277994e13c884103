-- How much two matters look like one, in points of 100, each part told in words. What a person weighs: the wording, the
-- place, what it is about, how long apart, names and numbers that agree or contradict, and, where a county keeps it, the
-- keyed hash of the registration, of which only "agrees" is ever told. Weights and threshold were set on the labelled
-- set of data/same (tests/same/labelled.test.ts).

-- How much the rarest pair of characters of some words weighs among those of a matter; null where it has none of them.
create or replace function rarity_of(words text, grams text[], weights real[]) returns real language sql immutable parallel safe as $$
  select max(weights[array_position(grams, substr(words, n, 2))]) from generate_series(1, length(words) - 1) n
$$;

create or replace function has_all_of(words text, grams text[]) returns boolean language sql immutable parallel safe as $$
  select bool_and(substr(words, n, 2) = any (grams)) from generate_series(1, length(words) - 1) n
$$;

create or replace function same_facts_of(m matter) returns same_facts language sql stable parallel safe as $$
  select row((m).id, (m).received_on, g.grams, g.weights,
    -- what is said twice is a name only where its rarest pair of characters stands in one matter out of fifty at most
    (select coalesce(array_agg(x), '{}') from unnest(same_marks(w)) x where x !~ '^名称:' or rarity_of(split_part(x, ':', 2), g.grams, g.weights) >= 4),
    (m).category, (m).township_id, (m).village_id, (m).group_id, (m).area_id,
    case when (m).place_status in (1, 2) then st_x((m).geom) end, case when (m).place_status in (1, 2) then st_y((m).geom) end,
    nullif((m).place_text, ''), (m).matter_key)::same_facts
  from (select same_words((m).title, (m).text) as w) s, lateral (
    -- a pair of characters that was never counted is as rare as can be
    select coalesce(array_agg(b order by b collate "C"), '{}') as grams, array_agg(coalesce(c.weight, 8::real) order by b collate "C") as weights
    from unnest(bigrams(w)) b left join same_gram c on c.county_code = (m).county_code and c.gram = b) g
$$;

-- Share of the weight of both texts that they have in common: 0 nothing, 1 the same pairs of characters.
create or replace function same_text(a same_facts, b same_facts) returns float8 language sql immutable parallel safe as $$
  select 2 * (select sum(w) from unnest((a).grams, (a).weights) u (g, w) where g = any ((b).grams))
    / nullif((select sum(w) from unnest((a).weights) w) + (select sum(w) from unnest((b).weights) w), 0)
$$;

-- Metres between two points some kilometres apart; null without both.
create or replace function metres_apart(lon1 float8, lat1 float8, lon2 float8, lat2 float8) returns int
language sql immutable parallel safe as $$
  select round(111195 * sqrt((lat1 - lat2) ^ 2 + ((lon1 - lon2) * cos(radians((lat1 + lat2) / 2))) ^ 2))::int
$$;

-- One part of the score with what it rests on.
create or replace function same_part(part text, points int, zh text, en text) returns jsonb language sql immutable parallel safe as
  $$ select jsonb_build_object('part', part, 'points', points, 'zh', zh, 'en', en) $$;

-- The points of each part stand apart from its words: most pairs are out by their points, and words are a hundred times as dear.
create or replace function same_text_points(alike float8) returns int language sql immutable parallel safe as
  $$ select round(45 * least(1, greatest(0, (coalesce(alike, 0) - 0.1) / 0.5)))::int $$;

create or replace function same_dates_points(days int) returns int language sql immutable parallel safe as
  $$ select case when days <= 60 then 5 when days <= 180 then 4 when days <= 365 then 2 else 0 end $$;

-- null where a category is not known
create or replace function same_category_points(a int, b int) returns int language sql immutable parallel safe as
  $$ select case when a = b then 10 when a / 100 = b / 100 then 6 when a / 10000 = b / 10000 then 2 when num_nulls(a, b) = 0 then -15 end $$;

create or replace function same_place_points(a same_facts, b same_facts) returns int language plpgsql immutable parallel safe as $$
declare
  metres int := metres_apart((a).lon, (a).lat, (b).lon, (b).lat);
begin
  return case
    when metres is not null then case when metres <= 30 then 25 when metres <= 100 then 21 when metres <= 250 then 15 when metres <= 600 then 2
        when metres <= 2000 then -8 else -20 end + case when metres > 30 and (a).group_id <> (b).group_id then -8 else 0 end
    when (a).group_id = (b).group_id then 20
    when (a).group_id <> (b).group_id then -12
    when (a).place = (b).place and length((a).place) >= 5 then 18
    when (a).village_id = (b).village_id then 10
    when (a).village_id <> (b).village_id then -10
    when (a).area_id = (b).area_id then 8
    when (a).township_id = (b).township_id then 2
    else 0 end;
end $$;

-- The most that two matters can reach beside their wording: with marks that agree (20 at most) and, where the hashes do, 25 for it.
create or replace function same_at_most(a same_facts, b same_facts) returns int language plpgsql immutable parallel safe as $$
begin
  return same_place_points(a, b) + coalesce(same_category_points((a).category, (b).category), 0)
    + same_dates_points(abs((a).received_on - (b).received_on)) + 20 + case when (a).key = (b).key then 25 else 0 end;
end $$;

create or replace function same_place_part(a same_facts, b same_facts) returns jsonb language plpgsql immutable parallel safe as $$
declare
  metres int := metres_apart((a).lon, (a).lat, (b).lon, (b).lat);
  points int := same_place_points(a, b);
begin
  if metres is not null then
    return same_part('place', points,
      format('相距 %s 米', metres) || case when (a).group_id = (b).group_id then '，同一村民小组' when (a).group_id <> (b).group_id then '，不同村民小组' else '' end,
      format('%s metres apart', metres) || case when (a).group_id = (b).group_id then ', same villager group' when (a).group_id <> (b).group_id then ', different villager groups' else '' end);
  elsif (a).group_id = (b).group_id then return same_part('place', points, '同一村民小组', 'same villager group');
  elsif (a).group_id <> (b).group_id then return same_part('place', points, '不同村民小组', 'different villager groups');
  elsif (a).place = (b).place and length((a).place) >= 5 then return same_part('place', points, '地点文字一致', 'place written alike');
  elsif (a).village_id = (b).village_id then return same_part('place', points, '同一村', 'same village');
  elsif (a).village_id <> (b).village_id then return same_part('place', points, '不同村', 'different villages');
  elsif (a).area_id = (b).area_id then return same_part('place', points, '同一重点区域', 'same key area');
  elsif (a).township_id = (b).township_id then return same_part('place', points, '同一乡镇', 'same township');
  end if;
  return same_part('place', points, '地点不明', 'place not known');
end $$;

create or replace function mark_words(kind text, value text) returns text language sql immutable parallel safe as
  $$ select case when value ~ '^[0-9]' then value || kind else value end $$;
-- Names and numbers that agree or contradict. What looks like a name and stands in one matter out of thirty is a word of the
-- trade (照明线路): that both have it says nothing, and what else they name is looked at. What one says twice the other has, too,
-- where it has all its pairs of characters; where it holds another name (金桥小区), or is of two characters as most words are, it
-- agrees to nothing. A number of a house is one of few and says half as much. That the group is the same is said by the place.
create or replace function same_marks_part(a same_facts, b same_facts) returns jsonb language sql immutable parallel safe as $$
  with value as (
    select split_part(x, ':', 1) as kind, split_part(x, ':', 2) as said, x = any ((a).marks) as mine, x = any ((b).marks) as theirs
    from (select distinct x from unnest((a).marks || (b).marks) x) d
  ), weighed as (
    select v.kind, v.said, v.mine or v.kind = '名称' and has_all_of(v.said, (a).grams) as mine, v.theirs or v.kind = '名称' and has_all_of(v.said, (b).grams) as theirs,
      case when v.said ~ '^[0-9]' then true
        when v.kind = '名称' then length(v.said) > 2 and not exists (select from value o where o.kind <> '名称' and strpos(v.said, o.said) > 0)
        else coalesce((a).weights[array_position((a).grams, v.said)], 8) >= 3.4 end as telling
    from value v
  ), kind as (
    select kind, array_agg(said order by said collate "C") filter (where mine and not theirs) as mine,
      array_agg(said order by said collate "C") filter (where theirs and not mine) as theirs,
      array_agg(said order by said collate "C") filter (where mine and theirs and telling) as alike,
      coalesce(bool_or(mine and theirs) filter (where kind = '名称'), false) as met
    from weighed group by 1
  ), told as (
    select sum(case when kind in ('号', '栋', '幢', '期', '标段', '单元') then 7 else 13 end) filter (where alike is not null and kind not in ('组', '社', '队')) as agree,
      count(*) filter (where alike is null and not met and mine is not null and theirs is not null) as apart,
      string_agg(mark_words(kind, mine[1]) || '／' || mark_words(kind, theirs[1]), '、' order by kind) filter (where alike is null and not met and mine is not null and theirs is not null) as words,
      string_agg(mark_words(kind, alike[1]), '、' order by kind) filter (where kind not in ('组', '社', '队')) as agreeing
    from kind
  )
  select case when apart > 0 then same_part('marks', -least(40, 28 * apart)::int, '所写不同：' || words, 'written differently: ' || words)
    when agree > 0 then same_part('marks', least(20, agree)::int, '所写一致：' || agreeing, 'written alike: ' || agreeing) end
  from told
$$;

-- Clauses that are one but for a rare name (same_exchanged). Read from the matters themselves: facts keep no sentences.
create or replace function same_exchange_part(a same_facts, b same_facts) returns jsonb language plpgsql stable parallel safe as $$
declare
  clauses_a text[] := (select same_clauses(m.title, m.text) from matter m where m.county_code = installation_county() and m.id = (a).id);
  clauses_b text[] := (select same_clauses(m.title, m.text) from matter m where m.county_code = installation_county() and m.id = (b).id);
  e record;
begin
  for e in select * from same_exchanged(clauses_a, clauses_b) order by mine, theirs loop
    if rarity_of(e.mine, (a).grams, (a).weights) >= 2.8 and rarity_of(e.theirs, (b).grams, (b).weights) >= 2.8 then
      return same_part('marks', -28, '所写不同：' || e.mine || '／' || e.theirs, 'written differently: ' || e.mine || ' / ' || e.theirs);
    end if;
  end loop;
  return null;
end $$;

-- The parts that say something, in the order in which they are told. `alike` is what same_text says of the two.
create or replace function same_parts(a same_facts, b same_facts, alike float8) returns jsonb language plpgsql stable parallel safe as $$
declare
  days int := abs((a).received_on - (b).received_on);
  percent int := round(100 * coalesce(alike, 0))::int;
  category int := same_category_points((a).category, (b).category);
  parts jsonb := jsonb_build_array(
    same_part('text', same_text_points(alike), format('文字相近 %s%%', percent), format('wording %s%% alike', percent)),
    same_place_part(a, b));
  marks jsonb := same_marks_part(a, b);
begin
  if category is not null then
    parts := parts || case category when 10 then same_part('category', category, '同一内容分类', 'same category')
      when 6 then same_part('category', category, '内容分类同属一类', 'categories of one kind')
      when 2 then same_part('category', category, '内容分类同属一大类', 'categories of one field')
      else same_part('category', category, '内容分类不同', 'different categories') end;
  end if;
  parts := parts || same_part('dates', same_dates_points(days), format('首次信访相隔 %s 天', days), format('first petitions %s days apart', days));
  -- a comparison word for word is dear, and only of use where the two would be shown
  if coalesce((marks ->> 'points')::int, 0) >= 0
    and same_sum(parts) + coalesce((marks ->> 'points')::int, 0) + (case when (a).key = (b).key then 25 else 0 end) >= same_threshold() then
    marks := coalesce(same_exchange_part(a, b), marks);
  end if;
  -- nothing is more than wholly alike
  if marks is not null then parts := parts || (marks || jsonb_build_object('points', least((marks ->> 'points')::int, 100 - same_sum(parts)))); end if;
  if (a).key = (b).key then
    parts := parts || same_part('registration', greatest(0, least(25, 100 - same_sum(parts))), '登记信息核对一致', 'registrations agree');
  end if;
  return parts;
end $$;

create or replace function same_sum(parts jsonb) returns int language sql immutable parallel safe as
  $$ select sum((p ->> 'points')::int)::int from jsonb_array_elements(parts) p $$;

-- From how many points on a pair is shown: a row, so that a county can change it.
create or replace function same_threshold() returns int language sql stable as
  $$ select coalesce((select param from work_word where list = 'same_matter' and code = 'shown'), 64) $$;
