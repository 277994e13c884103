-- The events that a digest counted lie after one and up to another: the list behind a line is those, and no others.
alter table notice add column since_event bigint;
comment on column notice.since_event is 'null in digests made before it was kept: their events are not listed';
