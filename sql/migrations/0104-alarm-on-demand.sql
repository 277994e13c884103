-- A run that somebody asked for between two Sundays: an additional look, which the weekly recurrence interval does not count.
-- Its 52 weeks end on that day (`week_ends_on`), whatever its weekday.
alter table alarm_run add column on_demand boolean not null default false;
