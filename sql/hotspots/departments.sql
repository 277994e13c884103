-- $1 resolved filter, $2 the number of the hot spot that each of the keys $3 belongs to: which units have what is open in each,
-- at most three; {spot: [{name, matters}]}. `{near}` as in reasons.sql.
with cell as (select * from unnest($3::bigint[], $2::int[]) as t (key, spot)),
one as (
  select distinct c.spot, p.county_code, p.matter_id from filtered_petitions($1::jsonb) p join cell c on c.key = {key} where p.place_status = 1 and p.is_open and {near}),
ranked as (
  select o.spot, m.department_id, count(*)::int as m, row_number() over (partition by o.spot order by count(*) desc, m.department_id) as rank
  from one o join matter m on m.county_code = o.county_code and m.id = o.matter_id where m.department_id is not null group by 1, 2)
select coalesce(json_object_agg(s.spot, s.units), '{}')::text as text from (
  select r.spot, json_agg(json_build_object('name', d.name, 'matters', r.m) order by r.rank) as units
  from ranked r join department d on d.id = r.department_id where r.rank <= 3 group by 1) s
