create temp table demo_matter (
  no bigint, category int, purpose text, route text, lon double precision, lat double precision, place_text text,
  received_on date, registered_on date, accepted_on date, due_on date, extended boolean, opinion_on date,
  closed_on date, settled_on date, settled_first boolean, state text, department text, hardship_yuan numeric,
  title text, text text, sector text, confidential boolean
) on commit drop
