-- What the file says of each matter with several petitions: of every column the first value in their order.
create temp table import_head as
select e.matter_id,
  max(e.line) filter (where e.nth = 1) as first_line,
  max(e.line) filter (where e.nth = e.members) as last_line,
  (array_agg(e.line order by (p.place_status in (1, 2)) desc, e.nth) filter (where p.place_status > 0))[1] as place_line,
  (array_agg(case when s.category < 0 then c.code else s.category end order by e.nth)
    filter (where case when s.category < 0 then c.code else s.category end is not null))[1] as category,
  (array_agg(s.purpose order by e.nth) filter (where s.purpose is not null))[1] as purpose,
  (array_agg(s.department order by e.nth) filter (where s.department is not null))[1] as department,
  (array_agg(s.title order by e.nth) filter (where s.title is not null))[1] as title,
  (array_agg(s.words order by e.nth) filter (where s.words is not null))[1] as words,
  (array_agg(s.identity order by e.nth) filter (where s.identity is not null))[1] as identity,
  (array_agg(s.registered_on order by e.nth) filter (where s.registered_on is not null))[1] as registered_on,
  (array_agg(s.accepted_on order by e.nth) filter (where s.accepted_on is not null))[1] as accepted_on,
  -- of how the matter stands the last value, not the first
  (array_agg(s.opinion_on order by e.nth desc) filter (where s.opinion_on is not null))[1] as opinion_on,
  (array_agg(s.due_on order by e.nth desc) filter (where s.due_on is not null))[1] as due_on,
  bool_or(s.confidential) as confidential,
  max(e.kinds) as kinds,
  (select coalesce(array_agg(distinct f order by f), '{}') from unnest(string_to_array(nullif(concat_ws(',',
    string_agg(nullif(array_to_string(p.flags, ','), ''), ','),
    case when bool_or(s.category < 0 and not c.exact) then 'unknown-category' end), ''), ',')) f) as flags,
  array_agg(s.line) as lines
from import_member e
join import_stage s on s.line = e.line
join import_place p on p.line = e.line
left join import_category c on c.key = s.category
group by e.matter_id;
create unique index on import_head (matter_id);
analyze import_head;
