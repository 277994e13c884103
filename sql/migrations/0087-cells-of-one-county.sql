-- An installation serves one county: nothing is found by an index of it, and every new cell of the pyramid had to enter it.
drop index tile_cell_county;
