-- The identity is looked up by its petition, and goes with it.
create index petitioner_petition on petitioner (county_code, petition_id);
