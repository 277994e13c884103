-- A named view of the map: the address of the page, which holds its whole state. It belongs to one account.
create table saved_view (
  account_id uuid not null references account (id) on delete cascade,
  name       text not null check (length(name) between 1 and 40),
  -- the query string of the map page without its question mark, with the version of its form in `v`
  query      text not null check (length(query) between 1 and 4000),
  saved_at   timestamptz not null default now(),
  primary key (account_id, name)
);
