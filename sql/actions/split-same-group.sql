-- Takes a group's mergings back, all of them or none (rules/490_same_groups.sql).
select split_same_group($1::jsonb) as result
