-- What decides, beside the filter, whether the pyramid can answer: a caller who sees a whole county, and the states
select cardinality(scope_counties()) > 0 as "seesWhole",
  (select array_agg(id) from state where open) as open, (select array_agg(id) from state where not open) as closed
