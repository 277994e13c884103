-- $1 resolved filter. The filter by which figures by area are read, and whose borders they have.
select json_build_object('resolved', of_present_areas($1::jsonb)::text, 'on', borders_of_figures($1::jsonb))::text as text
