-- Which petition and which matter each row is. A row whose number is known and whose content is as it was is unchanged.
create temp table import_found as
select s.line, s.petition_no, s.row_hash, s.received_on, s.is_first, s.is_collective, coalesce(s.channel, p.channel) as channel,
  coalesce(s.referred_no, s.petition_no) as matter_no, s.referred_no is not null as referred,
  p.id as petition_id, p.matter_id,
  case when p.id is null then 'created' when p.source_hash is not distinct from s.row_hash then 'unchanged' else 'updated' end as outcome
from import_stage s
left join petition p on p.county_code = $1 and p.petition_no = s.petition_no;
create unique index on import_found (petition_no);
-- only of columns that something is joined or chosen by: each costs a sort of its values
analyze import_found (petition_no, matter_no);

-- A row may refer to a repeat instead of the first petition: follow the chain, within the file and into the database.
update import_found k set matter_no = r.matter_no
from (
  with recursive chain as (
    select k.line, n.matter_no, 1 as depth from import_found k join import_found n on n.petition_no = k.matter_no
    where k.referred and k.petition_id is null and n.matter_no <> k.matter_no
    union all
    select c.line, n.matter_no, c.depth + 1 from chain c join import_found n on n.petition_no = c.matter_no
    where n.matter_no <> c.matter_no and c.depth < 50
  )
  select distinct on (line) line, matter_no from chain order by line, depth desc
) r
where r.line = k.line;

update import_found k set matter_no = m.matter_no
from petition p join matter m on m.county_code = p.county_code and m.id = p.matter_id
where k.referred and k.petition_id is null and p.county_code = $1 and p.petition_no = k.matter_no
  and m.matter_no <> k.matter_no;

-- Recognised by person, category and place: the matter known from before, else the earliest petition in this file.
update import_found k set matter_no = coalesce(m.matter_no, f.petition_no)
from import_stage s
join (
  select distinct on (identity) identity, petition_no from import_stage where identity is not null
  order by identity, received_on, petition_no collate "C"
) f on f.identity = s.identity
left join lateral (
  select m.matter_no from matter m where m.county_code = $1 and m.matter_key = s.identity order by m.id limit 1
) m on true
where s.line = k.line and not k.referred and k.petition_id is null;

-- a number that was merged stands for the matter that it went into
update import_found k set matter_id = standing_matter($1, m.id)
from matter m where m.county_code = $1 and m.matter_no = k.matter_no and k.petition_id is null;

-- New matters get their ids along a space-filling curve: neighbours on the map are neighbours on disk.
create temp table import_new_matter as
select n.matter_no, n.rows, nextval((select pg_get_serial_sequence('matter', 'id')::regclass)) as id
from (
  select k.matter_no, count(*) as rows, min(p.quadkey) as quadkey
  from import_found k join import_place p on p.line = k.line
  where k.matter_id is null group by k.matter_no order by 3
) n;
create unique index on import_new_matter (matter_no);
analyze import_new_matter (matter_no, rows);

-- Made anew rather than updated: a row of a temporary table that is updated is written twice.
create temp table import_key as
select f.line, f.petition_no, f.row_hash, f.received_on, f.is_first, f.is_collective, f.channel, f.petition_id, f.outcome,
  coalesce(f.matter_id, n.id) as matter_id, n.matter_no, coalesce(n.rows, 0) as rows
from import_found f left join import_new_matter n on f.matter_id is null and n.matter_no = f.matter_no;
analyze import_key (line, matter_id, petition_id, outcome, rows);

-- Matters with more than one petition, or known from before: their petitions in order, of the file and of the database.
create temp table import_touched as
select k.matter_id, bool_or(k.rows = 0) as known
from import_key k
where k.outcome <> 'unchanged' and k.rows <> 1
group by k.matter_id;
create unique index on import_touched (matter_id);
analyze import_touched;

-- What they know of each other is what rules/084_petition_order.sql would put right afterwards, in the same order: only the
-- earliest may be no repeat, so it comes first on its day.
create temp table import_member as
select o.matter_id, o.petition_id, o.line, o.received_on, o.channel, o.is_collective, o.nth, o.members, o.prev_on, o.channel_prev_on,
  o.nth = 1 and o.from_first as is_first,
  case when o.nth > 2 or not o.from_first then o.prev_on end as repeat_prev_on,
  bit_or(petition_kinds(o.nth = 1 and o.from_first, o.is_collective)) over (partition by o.matter_id) as kinds
from (
  select m.*, row_number() over matter_order as nth, count(*) over (partition by m.matter_id) as members,
    lag(m.received_on) over matter_order as prev_on,
    lag(m.received_on) over (partition by m.matter_id, m.channel order by m.received_on, m.petition_no collate "C", m.petition_id) as channel_prev_on,
    coalesce(first_value(m.is_first) over matter_order, true) as from_first
  from (
    select k.matter_id, k.petition_id, k.line, k.received_on, k.petition_no, k.is_first, k.is_collective, k.channel
    from import_key k join import_touched t on t.matter_id = k.matter_id
    where k.outcome <> 'unchanged'
    union all
    select p.matter_id, p.id, null, p.received_on, p.petition_no,
      case when p.prev_on is null and not p.is_first then false end, p.is_collective, p.channel
    from petition p join import_touched t on t.matter_id = p.matter_id
    where p.county_code = $1
      and not exists (select from import_key k where k.petition_id = p.id and k.outcome = 'updated')
  ) m
  window matter_order as (partition by m.matter_id order by m.received_on, m.petition_no collate "C", m.petition_id)
) o;
create index on import_member (line);
create index on import_member (matter_id, nth);
analyze import_member (line, matter_id, petition_id);
