-- $1 county, $2 run, $3 the plan of api/importers/units/plan.ts as jsonb
create temp table import_unit_plan on commit drop as
select r.line, r.id, r.code, r.name, r.level, r.kind, r.parent, r."householdCount" as household_count, r.official, r."from" as valid_from,
  case when r.lon is not null then st_setsrid(st_makepoint(r.lon, r.lat), 4326) end as point, g.geom
from jsonb_to_recordset(($3::jsonb -> 'created') || ($3::jsonb -> 'updated')) r (line int, id int, code text, name text, level text,
  kind text, parent text, "householdCount" int, official boolean, "from" date, lon double precision, lat double precision)
left join import_geom g on g.line = r.line;

create temp table import_ended on commit drop as
select e.id, e."on" as ended_on from jsonb_to_recordset($3::jsonb -> 'ended') e (id int, "on" date);

insert into import_before (county_code, run_id, table_name, row_id, before)
select $1, $2, 'admin_unit', u.id, to_jsonb(u) || jsonb_build_object('geom', u.geom::text, 'point', u.point::text)
from admin_unit u where u.id in (select id from import_ended union select id from import_unit_plan);

-- What changes on the map: the old shapes now, the new ones below.
create temp table import_changed on commit drop as
select u.geom from admin_unit u
where u.geom is not null and (u.id in (select id from import_ended)
  or u.id in (select p.id from import_unit_plan p where p.geom is not null));

update admin_unit u set valid_to = greatest(e.ended_on, u.valid_from) from import_ended e where e.id = u.id;

insert into admin_unit (county_code, code, name, level, kind, household_count, official, valid_from, point, geom, import_run_id)
select $1, p.code, p.name, p.level, p.kind, p.household_count, coalesce(p.official, true), coalesce(p.valid_from, '1949-10-01'), p.point, p.geom, $2
from import_unit_plan p where p.id is null and p.level = 'county';

insert into admin_unit (county_code, code, name, level, kind, parent_id, household_count, official, valid_from, point, geom, import_run_id)
select $1, p.code, p.name, p.level, p.kind, a.id, p.household_count, coalesce(p.official, true), coalesce(p.valid_from, '1949-10-01'), p.point, p.geom, $2
from import_unit_plan p join admin_unit a on a.county_code = $1 and a.code = p.parent and a.valid_to is null
where p.id is null and p.level = 'township';

insert into admin_unit (county_code, code, name, level, kind, parent_id, household_count, official, valid_from, point, geom, import_run_id)
select $1, p.code, p.name, p.level, p.kind, a.id, p.household_count, coalesce(p.official, true), coalesce(p.valid_from, '1949-10-01'), p.point, p.geom, $2
from import_unit_plan p join admin_unit a on a.county_code = $1 and a.code = p.parent and a.valid_to is null
where p.id is null and p.level = 'village';

insert into admin_unit (county_code, code, name, level, kind, parent_id, household_count, official, valid_from, point, geom, import_run_id)
select $1, p.code, p.name, p.level, p.kind, a.id, p.household_count, coalesce(p.official, true), coalesce(p.valid_from, '1949-10-01'), p.point, p.geom, $2
from import_unit_plan p join admin_unit a on a.county_code = $1 and a.code = p.parent and a.valid_to is null
where p.id is null and p.level = 'group';

update admin_unit u set name = p.name, level = p.level, kind = coalesce(p.kind, u.kind),
  household_count = coalesce(p.household_count, u.household_count), official = coalesce(p.official, u.official),
  point = coalesce(p.point, u.point), geom = coalesce(p.geom, u.geom),
  parent_id = case when p.parent is null then u.parent_id else (
    select a.id from admin_unit a where a.county_code = $1 and a.code = p.parent and a.valid_to is null) end
from import_unit_plan p where p.id = u.id;

-- Units that stay below one that ended move to its only heir.
insert into unit_succession (predecessor_id, successor_id, on_date, reason, import_run_id)
select s."from", u.id, s."on", s.reason, $2
from jsonb_to_recordset($3::jsonb -> 'successions') s ("from" int, "to" text, "on" date, reason text)
join admin_unit u on u.county_code = $1 and u.code = s."to" and u.valid_to is null and u.id <> s."from"
on conflict do nothing;

insert into import_before (county_code, run_id, table_name, row_id, before)
select $1, $2, 'admin_unit', c.id, to_jsonb(c) || jsonb_build_object('geom', c.geom::text, 'point', c.point::text)
from admin_unit c join import_ended e on e.id = c.parent_id
where c.valid_to is null and (select count(*) from unit_succession s where s.predecessor_id = e.id) = 1
on conflict do nothing;

update admin_unit c set parent_id = s.successor_id
from import_ended e join unit_succession s on s.predecessor_id = e.id
where c.parent_id = e.id and c.valid_to is null
  and (select count(*) from unit_succession x where x.predecessor_id = e.id) = 1;

insert into unit_name (county_code, unit_id, name, kind, import_run_id)
select distinct on (u.id, n.name) $1, u.id, left(n.name, 80), n.kind, $2
from jsonb_to_recordset($3::jsonb -> 'names') n (code text, name text, kind text)
join admin_unit u on u.county_code = $1 and u.code = n.code and u.valid_to is null
on conflict (unit_id, name) do nothing;

-- What the predecessor was called, people go on saying of the successor.
insert into unit_name (county_code, unit_id, name, kind, import_run_id)
select distinct on (s.successor_id, n.name) $1, s.successor_id, n.name, 'former', $2
from unit_succession s
join import_ended e on e.id = s.predecessor_id
join lateral (
  select o.name from unit_name o where o.unit_id = e.id union select u.name from admin_unit u where u.id = e.id
) n on true
on conflict (unit_id, name) do nothing;

insert into import_changed
select u.geom from admin_unit u
where u.geom is not null and u.county_code = $1 and u.valid_to is null
  and (u.import_run_id = $2 or u.id in (select p.id from import_unit_plan p where p.geom is not null));

-- Whoever saw a unit sees what it became, where it became one.
insert into account_scope (account_id, unit_id)
select a.account_id, s.successor_id
from account_scope a join import_ended e on e.id = a.unit_id join unit_succession s on s.predecessor_id = e.id
where (select count(*) from unit_succession x where x.predecessor_id = e.id) = 1
on conflict do nothing;

select bind_scopes($1);

-- Key areas that share surface with what changed are measured against the units anew.
update key_area k set geom = k.geom
where k.county_code = $1 and k.valid_to is null and exists (select from import_changed c where st_intersects(c.geom, k.geom));
