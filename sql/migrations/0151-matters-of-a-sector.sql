-- A third of the matters belong to a sector, most sectors to few: their clocks are read without the others'.
create index matter_sector on matter (sector, county_code) where sector is not null;
