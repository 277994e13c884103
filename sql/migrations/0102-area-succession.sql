-- Which area goes on where another ended, or was split off: as unit_succession has it for units.
create table area_succession (
  county_code    text not null,
  predecessor_id int not null references key_area (id) on delete cascade,
  successor_id   int not null references key_area (id) on delete cascade,
  on_date        date not null,
  reason         text not null check (reason in ('merged', 'split')),
  primary key (county_code, predecessor_id, successor_id),
  check (predecessor_id <> successor_id)
);
create index area_succession_successor on area_succession (county_code, successor_id);
