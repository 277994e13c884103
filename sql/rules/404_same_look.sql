-- Finding pairs: set by set, a township at a time, so that nobody waits long and a run that breaks off goes on where it
-- stopped. A matter is compared with those that share its rarest pairs of characters in the same village, key area or
-- township (each list in the order of time, and only the dozen before it), and with those whose registration agrees;
-- of the pairs that reach the threshold each matter keeps its three best.

-- The number counts what is read of the words (same_marks): with another one all are compared again, at night.
create or replace function same_mark_of(m matter) returns text language sql immutable parallel safe as $$
  select md5(concat_ws('|', 2, (m).title, (m).text, (m).category, (m).received_on, (m).township_id, (m).village_id, (m).group_id, (m).area_id,
    (m).place_status, (m).geom::text, (m).place_text, (m).matter_key))
$$;

-- What is to be compared: new, or changed since the last look. Township 0 holds what has none.
create or replace function same_to_look(county text) returns table (township int, n bigint) language sql stable as $$
  select coalesce(m.township_id, 0), count(*) from matter m left join same_look l on l.county_code = m.county_code and l.matter_id = m.id
  where m.county_code = county and m.kinds > 0 and l.mark is distinct from same_mark_of(m)
  group by 1 order by 1
$$;

-- Counts the pairs of characters of all matters anew; a rare one weighs up to eight times a common one.
create or replace function count_same_grams(county text) returns void language sql as $$
  delete from same_gram where county_code = county;
  insert into same_gram
  select county, g, count(*), greatest(0.3, least(8, ln((select count(*) from matter where county_code = county and kinds > 0) / (count(*) + 0.5))))
  from matter m, unnest(bigrams(same_words(m.title, m.text))) g
  where m.county_code = county and m.kinds > 0
  group by g;
  -- how many matters were counted: the pair of no characters
  insert into same_gram select county, '', count(*), 0 from matter where county_code = county and kinds > 0;
$$;

-- Weights move slowly: they are counted anew when a fiftieth of the matters has come or gone since.
create or replace function same_grams_due(county text) returns boolean language sql stable as $$
  select coalesce(abs(m.n - (select c.n from same_gram c where c.county_code = county and c.gram = '')) * 50 >= m.n, true)
  from (select count(*) as n from matter where county_code = county and kinds > 0) m
$$;

-- Keeps what was found: a pair that was decided stays as it was decided.
create or replace function keep_same_pair(county text, a same_facts, b same_facts, parts jsonb) returns void language sql as $$
  insert into same_pair (county_code, elder_id, younger_id, score, parts)
  select county, case when first then (a).id else (b).id end, case when first then (b).id else (a).id end, same_sum(parts), parts
  from (select ((a).received_on, (a).id) < ((b).received_on, (b).id) as first) o
  on conflict (county_code, elder_id, younger_id) do update set score = excluded.score, parts = excluded.parts, version = same_pair.version + 1
  where same_pair.state in ('open', 'later') and same_pair.parts <> excluded.parts
$$;

-- All of a township with each other: the first look, or one after an import. Fills same_candidate.
create or replace function pair_all_members(township int) returns void language plpgsql set enable_nestloop = off as $$
declare
  threshold int := same_threshold();
begin
  create temp table same_candidate as
  with place as (
    select s.id, (s.facts).received_on as day, v.place, v.keys, (s.facts).grams
    from same_member s, lateral (values
      (coalesce((s.facts).village_id, -township), 8), (-1000000000 - (s.facts).area_id, 5), (-township, 4)) v (place, keys)
    where v.place is not null
  ), gram as (
    -- a pair of characters as one number, in the order of the characters: three sorts of it are most of the way to the neighbours
    select p.place, p.keys, p.id, p.day, g.gram, count(*) over (partition by p.place, g.gram) as n
    from place p, lateral (select ascii(u)::bigint << 21 | ascii(substr(u, 2)) as gram from unnest(p.grams) u) g
  ), key as (
    select k.*, row_number() over (partition by k.place, k.gram order by k.day, k.id) as at
    from (select g.*, row_number() over (partition by g.place, g.id order by g.n, g.gram) as rarity from gram g where g.n > 1) k
    where k.rarity <= k.keys
  ), neighbours as (
    select distinct least(a.id, b.id) as a, greatest(a.id, b.id) as b
    from generate_series(1, 12) back join key a on true join key b on b.place = a.place and b.gram = a.gram and b.at = a.at - back
    where a.id <> b.id
    union
    select least(k.id, k.before), greatest(k.id, k.before) from (
      select s.id, lag(s.id) over (partition by (s.facts).key order by (s.facts).received_on, s.id) as before
      from same_member s where (s.facts).key is not null) k
    where k.before is not null
  )
  -- whose place, category and dates leave too little for the wording to make up is not read
  select p.a, p.b, same_text(p.x, p.y) as alike
  from (
    select n.a, n.b, x.facts as x, y.facts as y, same_at_most(x.facts, y.facts) as at_most
    from neighbours n join same_member x on x.id = n.a join same_member y on y.id = n.b
    where x.fresh or y.fresh
    offset 0
  ) p
  where p.at_most + same_text_points(1) >= threshold;
end $$;

-- The few of a night among all others: those that share one of its eight rarest pairs of characters, the hundred nearest in
-- time of each, and those of the same registration. Looked up by index, so that a night costs what came in, not what is kept.
create or replace function pair_fresh_members(county text, township int) returns void language plpgsql as $$
begin
  insert into same_look select county, s.id, s.mark, s.facts from same_member s
  on conflict (county_code, matter_id) do update set mark = excluded.mark, facts = excluded.facts;
  create temp table same_candidate as
  with rare as (
    select s.id, s.facts, r.gram from same_member s cross join lateral (
      select g.gram from unnest((s.facts).grams) g (gram)
      left join same_gram c on c.county_code = county and c.gram = g.gram
      order by coalesce(c.n, 0), g.gram collate "C" limit 8) r
  ), met as (
    select r.id, o.matter_id as other from rare r cross join lateral (
      select l.matter_id from same_look l
      where l.county_code = county and l.matter_id <> r.id and (l.facts).grams @> array[r.gram]
        and ((l.facts).township_id is not distinct from (r.facts).township_id or (l.facts).area_id = (r.facts).area_id)
      order by abs((l.facts).received_on - (r.facts).received_on), l.matter_id limit 100) o
    union
    select s.id, l.matter_id from same_member s join same_look l on l.county_code = county and (l.facts).key = (s.facts).key and l.matter_id <> s.id
  )
  select distinct least(m.id, m.other) as a, greatest(m.id, m.other) as b, 0::float8 as alike
  from met m join matter o on o.county_code = county and o.id = m.other and o.kinds > 0;
  insert into same_member
  select distinct l.matter_id, l.facts, l.mark, false from same_candidate c join same_look l on l.county_code = county and l.matter_id in (c.a, c.b)
  where not exists (select from same_member s where s.id = l.matter_id);
  update same_candidate c set alike = same_text(x.facts, y.facts) from same_member x, same_member y where x.id = c.a and y.id = c.b;
end $$;

create or replace function look_for_same(county text, township int) returns bigint language plpgsql
set search_path = public, pg_temp as $$
declare
  few boolean;
  found bigint;
  threshold int := same_threshold();
begin
  -- compared with all others one by one they cost more than all with each other
  select count(*) filter (where l.mark is distinct from same_mark_of(m)) * 20 < count(*) into few
  from matter m left join same_look l on l.county_code = m.county_code and l.matter_id = m.id
  where m.county_code = county and m.kinds > 0 and case when township = 0 then m.township_id is null else m.township_id = township end;
  drop table if exists same_member, same_candidate;
  create temp table same_member as
  select m.id, case when k.fresh then same_facts_of(m) else l.facts end as facts, k.mark, k.fresh
  from matter m left join same_look l on l.county_code = m.county_code and l.matter_id = m.id
  cross join lateral (select same_mark_of(m) as mark, l.mark is distinct from same_mark_of(m) as fresh) k
  where m.county_code = county and m.kinds > 0
    and case when township = 0 then m.township_id is null else m.township_id = township end and (k.fresh or not few);
  create unique index on same_member (id);
  analyze same_member;

  if few then perform pair_fresh_members(county, township); else perform pair_all_members(township); end if;
  analyze same_candidate;

  -- undecided pairs of what is new or changed are found again, or were no pairs
  drop table if exists same_found;
  create temp table same_found as
  select c.a, c.b, x.facts as x, y.facts as y, p.parts, row_number() over (
    partition by case when ((x.facts).received_on, x.id) < ((y.facts).received_on, y.id) then y.id else x.id end order by same_sum(p.parts) desc, c.a, c.b) as rank
  from same_candidate c join same_member x on x.id = c.a join same_member y on y.id = c.b,
    lateral (select same_parts(x.facts, y.facts, c.alike) as parts) p
  where ((x.facts).key = (y.facts).key or c.alike > 0.12) and same_at_most(x.facts, y.facts) + same_text_points(c.alike) >= threshold
    and same_sum(p.parts) >= threshold;
  delete from same_pair q using same_member s
  where q.county_code = county and q.state in ('open', 'later') and s.id in (q.elder_id, q.younger_id) and s.fresh
    and not exists (select from same_found f where f.rank <= 3 and least(q.elder_id, q.younger_id) = f.a and greatest(q.elder_id, q.younger_id) = f.b);
  perform keep_same_pair(county, f.x, f.y, f.parts) from same_found f where f.rank <= 3;
  get diagnostics found = row_count;
  insert into same_look select county, s.id, s.mark, s.facts from same_member s where s.fresh
  on conflict (county_code, matter_id) do update set mark = excluded.mark, facts = excluded.facts;
  drop table same_member, same_candidate, same_found;
  return found;
end $$;

-- The same at entry: one matter beside those of its village, its key area, or, where it has no village, its township;
-- the two thousand latest, as they were compared last (what nobody compared yet is compared with this one at night). Called in the statement that made it, hence volatile.
create or replace function look_at_entry(county text, matter_id bigint) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  m matter;
  mine same_facts;
  threshold int := same_threshold();
  pair record;
begin
  select * into m from matter k where k.county_code = county and k.id = matter_id;
  mine := same_facts_of(m);
  for pair in
    select o.facts, o.parts from (
      select f.facts, same_parts(f.facts, mine, t.alike) as parts
      from (
        select l.facts from matter k join same_look l on l.county_code = k.county_code and l.matter_id = k.id
        where k.county_code = county and k.id <> m.id and k.kinds > 0
          and (k.township_id = m.township_id and (m.village_id is null or k.village_id = m.village_id) or k.area_id = m.area_id
            or m.township_id is null and k.township_id is null)
        order by k.received_on desc, k.id desc limit 2000
      ) f, lateral (select same_text(f.facts, mine) as alike offset 0) t
      where same_at_most(f.facts, mine) + same_text_points(1) >= threshold and t.alike > 0.12
        and same_at_most(f.facts, mine) + same_text_points(t.alike) >= threshold
    ) o
    where same_sum(o.parts) >= threshold order by same_sum(o.parts) desc limit 3
  loop
    perform keep_same_pair(county, pair.facts, mine, pair.parts);
  end loop;
  insert into same_look values (county, m.id, same_mark_of(m), mine) on conflict do nothing;
end $$;

-- What the clerk is told at once: matters that this petition may belong to, as far as the caller sees them.
create or replace function candidates_at_entry(county text, matter_id bigint) returns jsonb language plpgsql volatile as $$
begin
  perform look_at_entry(county, candidates_at_entry.matter_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('pair_id', p.id, 'version', p.version, 'score', p.score, 'parts', p.parts,
      'matter_no', m.matter_no, 'title', described(m.confidential, m.title), 'received_on', m.received_on, 'state', s.code, 'state_name', s.name_zh)
      order by p.score desc, p.id), '[]')
    from same_pair p
    join matter m on m.county_code = p.county_code and m.id = case when p.elder_id = candidates_at_entry.matter_id then p.younger_id else p.elder_id end
    join state s on s.id = m.state
    where p.county_code = county and candidates_at_entry.matter_id in (p.elder_id, p.younger_id) and p.state = 'open');
end $$;
