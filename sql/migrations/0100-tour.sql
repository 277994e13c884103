-- When somebody was first shown around the map page, or skipped it: kept with the account, as signing out empties the
-- browser's own memory.
alter table account add column tour_seen_at timestamptz;
