-- Ends a key area today, with or without a successor (rules/488_retire_area.sql); what the caller may not know of is not found.
select r as result from retire_key_area($1::jsonb) r where r is not null
