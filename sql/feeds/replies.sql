-- $1 resolved filter, $2 {response}. One issue type, one reply: what each response answered by issue type, and a flag where
-- two answers to the same issue type differ, or differ from the standard reply of the policy pack. What was supported and
-- what was not are answered differently for a reason: they are compared apart, and the standard is for the supported.
with given as (
  select p.response_id, p.category, p.state = 'explained' as refused, btrim(p.reply) as reply, count(*) as n, min(p.problem_no) as example
  from problem p
  where p.reply is not null and p.category is not null and ($2::jsonb ->> 'response' is null or p.response_id = (select response_id_of($2::jsonb ->> 'response')))
    and stands_in_filter($1::jsonb, p.area_id, p.township_id, p.village_id, p.group_id)
    and ($1::jsonb -> 'categories' is null or p.category = any (int_array($1::jsonb -> 'categories')))
  group by 1, 2, 3, 4
),
issue as (
  select g.response_id, g.category, g.refused, s.title as standard_title, s.body as standard, sum(g.n) as problems, count(*) as replies,
    coalesce(bool_or(g.reply <> btrim(s.body)), false) as off_standard,
    json_agg(json_build_object('reply', g.reply, 'n', g.n, 'example', g.example) order by g.n desc, g.reply) as given
  from given g
  left join policy_pack s on s.response_id = g.response_id and s.kind = 'reply' and s.category = g.category and s.valid_to is null and not g.refused
  group by 1, 2, 3, 4, 5
)
select json_build_object(
  'as_of', $1::jsonb ->> 'as_of', 'total', count(*), 'next', null,
  'flagged', count(*) filter (where i.replies > 1 or i.off_standard),
  'rows', coalesce(json_agg(json_build_object(
    'response', r.code, 'response_title', r.title, 'area_code', k.code, 'area_name', k.name, 'category', lpad(i.category::text, 6, '0'),
    'category_name', c.name_zh, 'supported', not i.refused, 'standard_title', i.standard_title, 'standard', i.standard, 'problems', i.problems, 'replies', i.replies,
    'differ', i.replies > 1, 'off_standard', i.off_standard, 'given', i.given
  ) order by (i.replies > 1 or i.off_standard) desc, i.problems desc, r.code, i.category, i.refused), '[]')
)::text as body
from issue i
join joint_response r on r.id = i.response_id
left join category c on c.code = i.category
left join key_area k on k.id = r.area_id
