-- The joint response of an area that was merged or retired goes on with the successor (rules/479_hand_over.sql).
-- What the caller may not see is unknown before the owner's function is asked.
select hand_over_response($1::jsonb) as result from known_response($1::jsonb ->> 'response') r where r.id is not null
