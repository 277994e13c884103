-- Simplified handling of a simple first-time matter (C10): decided on this day, null for the ordinary way.
alter table matter_care add column simplified_on date;
