-- One area takes others in (rules/451_area_succession.sql); what the caller may not know of is not found.
select m as result from merge_key_areas($1::jsonb) m where m is not null
