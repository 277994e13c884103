-- An import writes each row into more than twenty indexes: that is most of its time.

-- Rows of a run stand together in the table, and only undoing and counting a run ask for them: block ranges are enough.
drop index petition_run;
create index petition_run on petition using brin (import_run_id) with (pages_per_range = 16);
drop index matter_run;
create index matter_run on matter using brin (import_run_id) with (pages_per_range = 16);

-- Dates that most matters do not have yet; a comparison implies `is not null`, so the same questions use them.
drop index matter_accept_due;
create index matter_accept_due on matter (county_code, accept_due_on) where accept_due_on is not null;
drop index matter_opinion_due;
create index matter_opinion_due on matter (county_code, opinion_due_on) where opinion_due_on is not null;
drop index matter_closed;
create index matter_closed on matter (county_code, closed_on) where closed_on is not null;
drop index matter_opinion;
create index matter_opinion on matter (county_code, opinion_on) where opinion_on is not null;
