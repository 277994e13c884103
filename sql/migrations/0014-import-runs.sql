-- What an import run needs to be repeatable and to be taken back.

-- Hash of the file's row as it was last imported: a row that comes again unchanged is left alone, whatever people have
-- done with the petition since.
alter table petition add column source_hash bigint;

-- Which run changed a place, so that undoing the run takes its history rows with it.
alter table place_history add column import_run_id bigint;
create index place_history_run on place_history (county_code, import_run_id) where import_run_id is not null;

-- Reports of misconduct that were counted: a keyed hash of the number, so that a monthly file that repeats last month's
-- rows does not count them twice. Nothing can be read back from it.
create table misconduct_seen (
  county_code   text not null,
  key           bytea not null,
  import_run_id bigint not null,
  primary key (county_code, key)
);
create index misconduct_seen_run on misconduct_seen (county_code, import_run_id);

-- Flags and refusals of a run by code, for the page of runs.
alter table import_run add column tally jsonb not null default '{}';

-- Names and successions that a run added to units which were there before.
alter table unit_name add column import_run_id bigint;
alter table unit_succession add column import_run_id bigint;

-- Rows that a run made on the side, so that undoing it leaves nothing behind.
alter table category add column import_run_id bigint;
alter table department add column import_run_id bigint;
alter table placeholder_point add column import_run_id bigint;
