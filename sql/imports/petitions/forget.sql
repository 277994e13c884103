-- What was found of the file's rows, to be found again.
drop table import_point, import_spot, import_part, import_area_part, import_left, import_spot_area, import_spot_unit,
  import_spot_place, import_code, import_area_code, import_place, import_found, import_new_matter, import_key, import_touched, import_member,
  import_head, import_matter, import_in_charge, import_petition, import_tally, import_clock, import_cell,
  import_cell_change;
