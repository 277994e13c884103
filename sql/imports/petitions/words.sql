select jsonb_build_object(
  'channel', (select jsonb_agg(to_jsonb(c) order by c.id) from channel c),
  'lodged_level', (select jsonb_agg(to_jsonb(l) order by l.id) from lodged_level l),
  'purpose', (select jsonb_agg(to_jsonb(p) order by p.id) from purpose p),
  'state', (select jsonb_agg(to_jsonb(s) order by s.id) from state s),
  'aliases', (select coalesce(jsonb_agg(to_jsonb(a) order by a.table_name, a.alias), '[]') from reference_alias a
    where a.table_name in ('channel', 'lodged_level', 'purpose', 'state'))
) as words
