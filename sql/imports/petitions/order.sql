-- Petitions of one matter learn of each other, and the matter of their kinds (rules/084_petition_order.sql): those with
-- several, and those whose only one is no first petition of one person or a few.
select order_petitions($1, (
  select array_agg(distinct t.matter_id) from (
    select e.matter_id from import_member e
    union all
    select k.matter_id from import_key k join import_stage s on s.line = k.line
    where k.outcome in ('created', 'updated') and (s.is_collective or k.is_first is false)
  ) t));
