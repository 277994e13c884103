-- Words and moves of the joint work: states, legal moves, limits and lists are rows, so that a county changes them
-- without a release. Rows: sql/reference/work_*.csv, loaded by rules/300_work_words.sql.

create table work_state (
  machine text not null check (machine in ('response', 'task', 'problem', 'cell', 'commitment')),
  code    text not null check (code ~ '^[a-z_]{2,30}$'),
  name_zh text not null,
  name_en text not null,
  sort    int not null,
  -- work is going on: what is not open asks nobody for anything
  open    boolean not null,
  primary key (machine, code)
);

-- Legal moves. `side` says whose move it is, seen from the level of the row: its own level, a level above, or any of
-- `roles`. `needs` names the columns that must be filled; `revisit` and `written_reply` are facts of other tables.
create table work_move (
  machine    text not null,
  from_state text not null,
  to_state   text not null,
  code       text not null check (code ~ '^[a-z_]{2,30}$'),
  name_zh    text not null,
  name_en    text not null,
  roles      text[] not null,
  side       text not null check (side in ('own', 'above', 'any')),
  needs      text[] not null default '{}',
  primary key (machine, from_state, to_state),
  foreign key (machine, from_state) references work_state (machine, code),
  foreign key (machine, to_state) references work_state (machine, code)
);

-- Words of every other list: activity, gap, problem_source, force_role, policy, revisit_result, matter_stage, pause.
-- `param` is the list's own number: after how many days a gap is one.
create table work_word (
  list    text not null,
  code    text not null check (code ~ '^[a-z_]{2,30}$'),
  name_zh text not null,
  name_en text not null,
  sort    int not null,
  param   int,
  primary key (list, code)
);

-- Within which time a level acknowledges a task: hours on the clock, or working days to their end.
create table work_limit (
  level        text primary key check (level in ('county', 'township', 'village', 'group')),
  ack_hours    int check (ack_hours > 0),
  ack_workdays int check (ack_workdays > 0),
  check (num_nonnulls(ack_hours, ack_workdays) = 1)
);

-- Rungs of every clock: from `share` percent of its time on it is shown so; `levels_up` levels above supervise as well.
-- Responsibility stays where it is.
create table work_rung (
  share     int primary key check (share > 0),
  tone      text not null check (tone in ('amber', 'orange', 'red')),
  levels_up int not null check (levels_up >= 0),
  name_zh   text not null,
  name_en   text not null
);
