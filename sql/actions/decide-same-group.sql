-- One decision about pairs that hang together (rules/490_same_groups.sql): all of them, or none.
select decide_same_group($1::jsonb) as result
