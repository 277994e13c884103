-- Pairs that hang together (A-B, B-C, A-C) are one question: what is said of them is said of all at once, or of none. These run
-- under the caller's rights: a pair that the policy hides is not there.

-- The group around each of some pairs: {seed pair, its matters, the pairs among them} in the same queue.
create or replace function same_groups(county text, seeds bigint[], queue text) returns table (seed bigint, matters bigint[], pairs jsonb)
language sql stable as $$
  with recursive reach as (
    select p.id as seed, x.id from same_pair p, unnest(array[p.elder_id, p.younger_id]) x (id) where p.county_code = county and p.id = any (seeds)
    union
    select r.seed, n.id from reach r cross join lateral (
      select p.younger_id as id from same_pair p where p.county_code = county and p.elder_id = r.id and p.state = queue
      union all
      select p.elder_id from same_pair p where p.county_code = county and p.younger_id = r.id and p.state = queue) n
    join matter m on m.county_code = county and m.id = n.id and m.merged_into is null
  ), met as (
    select r.seed, array_agg(r.id order by m.received_on, m.id) as matters from reach r join matter m on m.county_code = county and m.id = r.id group by 1
  )
  select s.seed, s.matters, (
    select jsonb_agg(jsonb_build_object('pair_id', p.id, 'version', p.version, 'elder', array_position(s.matters, p.elder_id) - 1,
      'younger', array_position(s.matters, p.younger_id) - 1, 'score', p.score) order by p.score desc, p.id)
    from same_pair p where p.county_code = county and p.state = queue and p.elder_id = any (s.matters) and p.younger_id = any (s.matters))
  from met s where cardinality(s.matters) > 2
$$;

-- {pairs: [{pair_id, version}], decision}. `same` merges all their matters into the eldest, in the order of time.
create or replace function decide_same_group(b jsonb) returns jsonb language plpgsql volatile as $$
declare
  wanted int := jsonb_array_length(b -> 'pairs');
  county text;
  missing record;
  ids bigint[];
  met bigint[];
  met_before int := 0;
  merged jsonb := '[]';
  next_id bigint;
  g matter_merge;
  elder matter;
begin
  select w.pair_id, w.version as seen, p.version as have into missing
  from jsonb_to_recordset(b -> 'pairs') w (pair_id bigint, version int) left join same_pair p on p.id = w.pair_id
  where p.id is null or p.version <> w.version limit 1;
  if found and missing.have is null then
    perform refuse('RG404', '没有这一对', 'no such pair');
  elsif found then
    return work_done('same_pair', missing.pair_id::text, missing.have, missing.seen, null, null, null, '{}');
  end if;
  with done as (
    update same_pair p set state = b ->> 'decision', decided_at = clock_timestamp(), decided_by = caller_account(), version = p.version + 1
    from jsonb_to_recordset(b -> 'pairs') w (pair_id bigint, version int)
    where p.id = w.pair_id and p.state <> 'same' returning p.*)
  select min(d.county_code), array_agg(distinct x) into county, ids from done d, unnest(array[d.elder_id, d.younger_id]) x;
  if (select count(*) from same_pair p join jsonb_to_recordset(b -> 'pairs') w (pair_id bigint, version int) on p.id = w.pair_id where p.version = w.version + 1) < wanted then
    perform refuse('RG409', '其中一对已合并，请刷新', 'one of the pairs is merged already: read the list again');
  end if;
  select * into elder from matter m where m.county_code = county and m.id = any (ids) order by m.received_on, m.id limit 1;
  if b ->> 'decision' = 'same' then
    met := array[elder.id];
    while cardinality(met) > met_before loop
      met_before := cardinality(met);
      met := array(select distinct x from (select unnest(met) union select unnest(array[p.elder_id, p.younger_id])
        from same_pair p join jsonb_to_recordset(b -> 'pairs') w (pair_id bigint) on p.id = w.pair_id
        where p.elder_id = any (met) or p.younger_id = any (met)) s (x));
    end loop;
    if cardinality(met) < cardinality(ids) then
      perform refuse('RG422', '所选各对没有连成一组', 'pairs: they do not hang together');
    end if;
    for next_id in select m.id from matter m where m.county_code = county and m.id = any (ids) and m.id <> elder.id order by m.received_on, m.id loop
      g := merge_two(county, (select p.id from same_pair p join jsonb_to_recordset(b -> 'pairs') w (pair_id bigint) on p.id = w.pair_id
        where next_id in (p.elder_id, p.younger_id) order by elder.id in (p.elder_id, p.younger_id) desc, p.score desc, p.id limit 1), elder.id, next_id);
      merged := merged || jsonb_build_object('merge_id', g.id, 'version', g.version);
    end loop;
  end if;
  return jsonb_build_object('subject_kind', 'same_pair', 'subject_id', elder.matter_no, 'decision', b ->> 'decision', 'matter_no', elder.matter_no,
    'matters', cardinality(ids), 'merges', merged,
    'audit', jsonb_build_object('decision', b ->> 'decision', 'elder', elder.matter_no, 'pairs', wanted,
      'matters', (select jsonb_agg(m.matter_no order by m.received_on, m.id) from matter m where m.county_code = county and m.id = any (ids))),
    'event', jsonb_build_object('kind', case when merged = '[]' then 'same-decided' else 'matters-merged' end, 'area_id', elder.area_id,
      'unit_id', elder.township_id, 'counts', jsonb_build_object('matters', cardinality(ids))));
end $$;

-- {merges: [{merge_id, version}], reason}: takes back what was merged at once, the last first.
create or replace function split_same_group(b jsonb) returns jsonb language plpgsql volatile as $$
declare
  t matter_merge;
  w record;
  elder matter;
begin
  for w in select * from jsonb_to_recordset(b -> 'merges') x (merge_id bigint, version int) order by x.merge_id desc loop
    select * into t from matter_merge g where g.id = w.merge_id;
    if t.id is null then
      perform refuse('RG404', '没有这次合并', 'no such merging');
    elsif t.split_at is not null then
      perform refuse('RG409', '这次合并已经撤销', 'this merging was taken back already');
    elsif t.version <> w.version then
      return work_done('matter_merge', t.id::text, t.version, w.version, null, null, null, '{}');
    end if;
    perform split_matter(t.county_code, t.id, b ->> 'reason');
  end loop;
  select * into elder from matter m where m.county_code = t.county_code and m.id = t.elder_id;
  return jsonb_build_object('subject_kind', 'matter_merge', 'subject_id', elder.matter_no, 'matter_no', elder.matter_no,
    'matters', jsonb_array_length(b -> 'merges') + 1,
    'audit', jsonb_build_object('elder', elder.matter_no, 'merges', jsonb_array_length(b -> 'merges')),
    'event', jsonb_build_object('kind', 'matter-split', 'area_id', elder.area_id, 'unit_id', elder.township_id,
      'counts', jsonb_build_object('matters', jsonb_array_length(b -> 'merges'))));
end $$;
