-- Says whether a crowded point is a geocoder's fall-back; matters that stand there follow (rules/191_placeholders.sql).
update placeholder_point h set state = $1::jsonb ->> 'state'
where h.id = ($1::jsonb ->> 'id')::bigint and h.county_code = installation_county()
returning jsonb_build_object('subject_kind', 'placeholder_point', 'subject_id', h.id::text, 'state', h.state,
  'event', jsonb_build_object('kind', 'placeholder-judged', 'counts', jsonb_build_object('matters', h.matter_count))) as result
