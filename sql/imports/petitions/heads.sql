-- What the file says of each matter with several petitions: of every column the first value in their order. The rows come in
-- that order, so that no column has to be sorted by itself.
create temp table import_head as
select o.matter_id,
  max(o.line) filter (where o.nth = 1) as first_line,
  max(o.line) filter (where o.nth = o.members) as last_line,
  coalesce((array_agg(o.line) filter (where o.place_status in (1, 2)))[1], (array_agg(o.line) filter (where o.place_status > 0))[1]) as place_line,
  (array_agg(o.category) filter (where o.category is not null))[1] as category,
  (array_agg(o.purpose) filter (where o.purpose is not null))[1] as purpose,
  (array_agg(o.department) filter (where o.department is not null))[1] as department,
  (array_agg(o.title) filter (where o.title is not null))[1] as title,
  (array_agg(o.words) filter (where o.words is not null))[1] as words,
  (array_agg(o.identity) filter (where o.identity is not null))[1] as identity,
  (array_agg(o.registered_on) filter (where o.registered_on is not null))[1] as registered_on,
  (array_agg(o.accepted_on) filter (where o.accepted_on is not null))[1] as accepted_on,
  -- of how the matter stands the last value, not the first
  (array_agg(o.opinion_on) filter (where o.opinion_on is not null))[count(o.opinion_on)] as opinion_on,
  (array_agg(o.due_on) filter (where o.due_on is not null))[count(o.due_on)] as due_on,
  bool_or(o.confidential) as confidential,
  max(o.kinds) as kinds,
  case when bool_or(o.unknown_category or o.flags <> '{}') then (
    select array_agg(distinct f order by f) from unnest(string_to_array(concat_ws(',', string_agg(nullif(array_to_string(o.flags, ','), ''), ','),
      case when bool_or(o.unknown_category) then 'unknown-category' end), ',')) f) else '{}' end as flags,
  array_agg(o.line) as lines
from (
  select e.matter_id, e.line, e.nth, e.members, e.kinds, p.place_status, p.flags, case when s.category < 0 then c.code else s.category end as category,
    s.category < 0 and not c.exact as unknown_category, s.purpose, s.department, s.title, s.words, s.identity, s.registered_on,
    s.accepted_on, s.opinion_on, s.due_on, s.confidential
  from import_member e
  join import_stage s on s.line = e.line
  join import_place p on p.line = e.line
  left join import_category c on c.key = s.category
  order by e.matter_id, e.nth
) o
group by o.matter_id;
create unique index on import_head (matter_id);
analyze import_head (matter_id);
