-- Codes of units that the account will see as soon as they are imported: on the first day there are none yet, and who
-- imports them must be able to go on with the next file.
alter table account add column scope_codes text[] not null default '{}';
