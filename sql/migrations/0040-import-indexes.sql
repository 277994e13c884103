-- Rows of an import run stand together in their table, and only counting and undoing a run ask for them: block ranges
-- are enough, and cost the run nothing while it writes.
drop index petition_run;
create index petition_run on petition using brin (import_run_id) with (pages_per_range = 16);
drop index matter_run;
create index matter_run on matter using brin (import_run_id) with (pages_per_range = 16);
