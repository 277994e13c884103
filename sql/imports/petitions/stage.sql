-- The tables of a run are temporary and dropped by `discard temp` at its end, not at the end of a transaction: on the
-- embedded engine they are filled in many short ones.
-- Which dates the file has a column for. One that it has none for is not known, and its clock is not counted: nobody may be said to
-- have been late by a file that does not tell.
create temp table import_told as select $1::boolean as registered, $2::boolean as accepted;

-- One row per row of the file, as api/importers/petitions/stage-line.ts writes them. Words are ids already; a negative
-- category is the number of a new name in import_category.
create temp table import_stage (
  line           int not null,
  petition_no    text not null,
  row_hash       bigint not null,
  referred_no    text,
  identity       bytea,
  received_on    date not null,
  registered_on  date,
  accepted_on    date,
  due_on         date,
  closed_on      date,
  opinion_on     date,
  channel        smallint,
  lodged_level   smallint,
  purpose        smallint,
  category       int,
  state          smallint not null,
  people_count   int not null,
  is_first       boolean,
  is_collective  boolean not null,
  confidential   boolean not null,
  title          text,
  words          text,
  department     text,
  place_text     text,
  place_key      text,
  lon            double precision,
  lat            double precision,
  unit_code      text,
  -- what the gazetteer made of place_text
  text_unit      int,
  text_grade     char(1),
  text_township  int,
  area_code      text,
  flags          text[] not null
);
