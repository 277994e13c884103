-- The words of a demand as they are compared: without marks and phrases that every petition has, numbers in one writing.

-- 三组, 十二组 and ３组 as 3组, 12组 and 3组. Applied to both sides alike, so it may touch other words too.
create or replace function plain_numbers(words text) returns text language sql immutable parallel safe as $$
  select replace(regexp_replace(regexp_replace(regexp_replace(translate(words, '０１２３４５６７８９一二三四五六七八九〇零', '012345678912345678900'),
    '([0-9])十([0-9])', '\1\2', 'g'), '([0-9])十', '\1' || '0', 'g'), '十([0-9])', '1\1', 'g'), '十', '10')
$$;

-- What every petition says, whatever it is about.
create or replace function petition_phrases() returns text language sql immutable parallel safe as $$
  select '请求|要求|希望|恳请|恳求|建议|反映|关于|有关部门|相关部门|尽快|抓紧|及时|解决|处理|落实|问题|情况|事宜|诉求|至今|1直|仍然|仍未|还没有|没有|群众|村民|居民'
$$;

-- The demand in one sentence and the beginning of the account.
create or replace function same_words(title text, account text) returns text language sql immutable parallel safe as $$
  select regexp_replace(
    regexp_replace(plain_numbers(lower(concat(title, '|', left(account, 160)))), '[[:space:]，。；：！？、（）《》“”,;:!?()"''○·—-]', '', 'g'),
    petition_phrases(), '', 'g')
$$;

-- The same in its clauses, those of five characters or more.
create or replace function same_clauses(title text, account text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct c), '{}') from (
    select regexp_replace(s, petition_phrases(), '', 'g') as c
    from regexp_split_to_table(plain_numbers(lower(concat(title, '|', left(account, 160)))), '[[:space:]|，。；：！？、（）《》“”,;:!?()"''○·—-]+') s) clause
  where length(c) >= 5
$$;

create or replace function shared_start(a text, b text) returns int language plpgsql immutable parallel safe as $$
declare
  most int := least(length(a), length(b));
begin
  for n in 1 .. most loop
    if substr(a, n, 1) <> substr(b, n, 1) then return n - 1; end if;
  end loop;
  return most;
end $$;

-- Two clauses that agree word for word but for two to six characters in one place speak of two things: letters are copied, and
-- the name is what is changed. Numbers are told apart by same_marks; a passage that the other says elsewhere is not another. Of
-- four characters that agree two stand at one end: most clauses are out by that. (`offset 0`: else each use would work it out again.)
create or replace function same_exchanged(a text[], b text[]) returns table (mine text, theirs text) language sql immutable parallel safe as $$
  select m.mine, m.theirs
  from unnest(a) x join unnest(b) y on left(x, 2) = left(y, 2) or right(x, 2) = right(y, 2), lateral (select shared_start(x, y) as n offset 0) p,
    lateral (select least(shared_start(reverse(x), reverse(y)), least(length(x), length(y)) - p.n) as n offset 0) s,
    lateral (select substr(x, p.n + 1, length(x) - p.n - s.n) as mine, substr(y, p.n + 1, length(y) - p.n - s.n) as theirs offset 0) m
  where x <> all (b) and y <> all (a) and p.n + s.n >= 4 and length(m.mine) between 2 and 6 and length(m.theirs) between 2 and 6 and m.mine || m.theirs !~ '[0-9]'
    and strpos(array_to_string(b, '|'), m.mine) = 0 and strpos(array_to_string(a, '|'), m.theirs) = 0
$$;

create or replace function bigrams(words text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct g), '{}') from (
    select substr(words, n, 2) as g from generate_series(1, length(words) - 1) n) s where strpos(g, '|') = 0
$$;

-- What is said twice, mostly in the demand and again in the account, is what a matter is about: the passages of two to six
-- characters that come again. Most are words of the trade; how rare they are says which are names (same_marks_part).
create or replace function said_twice(words text) returns setof text language sql immutable parallel safe as $$
  with gram as (
    select n, substr(words, n, 2) as g from generate_series(1, length(words) - 1) n
  ), again as (
    select n, n - row_number() over (order by n) as run from (
      select n, g, count(*) over (partition by g) as times from gram) t
    where times > 1 and g !~ '[0-9|]'
  )
  select distinct substr(words, min(n), count(*)::int + 1) from again group by run having count(*) <= 5
$$;

-- What tells two like sentences apart, as kind:value: numbers of groups, houses and lots, sums and sizes; names (two
-- characters) of works, estates, roads, waters and projects; and what is said twice. Durations and crowds are no marks: they
-- change from one petition to the next. Kinds are told as they stand here.
create or replace function same_marks(words text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct mark), '{}') from (
    select m[2] || ':' || m[1] as mark
    from regexp_matches(words, '(?<![几数0-9.])([0-9]+(?:\.[0-9]+)?)(组|社|队|号|栋|幢|期|标段|单元|万元|元|亩|分地|平方米|平米)', 'g') m
    union all
    select '名称:' || x from said_twice(words) x
    union all
    select case when m[2] ~ '(厂|搅拌站|场|矿|公司|社)$' then '厂场' when m[2] ~ '(区|点|园|居|寓)$' then '小区' when m[2] ~ '(路|街|巷|桥|道)$' then '道路'
      when m[2] ~ '^(湾|坡|坪|垭|坝|冲|林|头|堰塘|塘|水库|干渠|渠|沟|泵站)$' then '地名' else '项目' end || ':' || m[1]
    -- characters that no name has stand in the pattern: what they begin (的大冲) would otherwise hide the name behind them (大冲路)
    from regexp_matches(words, '([^0-9|的了在到找过个这那我把出组号几来访进倒等修走从沿旁滑陡说里路两坏]{2})((?:砂石|石料|采石|洗煤|木材|建材|加工|食品|化肥|养殖|冶炼|水泥)(?:厂|场)|厂|'
      || '搅拌站|砂场|石场|煤矿|公司|合作社|小区|安置区|安置点|家园|花园|新居|公寓|产业园|工业园|公路|大道|干渠|堰塘|水库|泵站|变电站|连接线|安置房|征地|片区|'
      -- 金桥小区 is an estate and no bridge
      || '(?:湾|坡|坪|垭|坝|冲|林|头|路|街|巷|桥|塘|渠|沟)(?!小区|安置区|安置点|家园|花园|新居|公寓))', 'g') m
    where m[1] !~ '道|公$|高速|通村|入户|附近|上学|灌溉|自来|排水|地块' and m[1] || m[2] !~ '(还|造|护|毁)林|(工|码|石|上|下|前|后|外|年)头'
  ) found
$$;
