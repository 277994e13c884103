-- Boundaries of the file, checked before anything is laid over them: what is not valid is repaired where it is small
-- enough to be repaired safely, and refused with the reason otherwise.
create temp table import_boundary (line int primary key, geojson text not null) on commit drop;
