-- An import finds out beforehand what it adds to the roll-ups and the pyramid (sql/imports/petitions/cells.sql).
drop function if exists add_to_pyramid, take_from_pyramid, add_to_tallies;
