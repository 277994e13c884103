-- When households were last visited, and indexes by day: whether a level did anything lately is asked of all its acts.
alter table household_visit_round add column acted_at timestamptz;
create index household_visit_round_acted on household_visit_round (county_code, acted_at);
create index field_activity_day on field_activity (county_code, on_date);
create index meeting_day on meeting (county_code, held_on);
create index consultation_day on consultation (county_code, held_on);
create index revisit_day on revisit (county_code, on_date);
create index commitment_kept on commitment (county_code, kept_on) where kept_on is not null;
