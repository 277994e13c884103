select
  (select count(*) from import_key where outcome = 'created')::int as created,
  (select count(*) from import_key where outcome = 'updated')::int as updated,
  (select count(*) from import_key where outcome = 'unchanged')::int as unchanged,
  exists (select from import_spot_place) and not exists (select from unit_part) as undrawn
