-- A clock whose dates a file does not tell is not counted (imports/petitions/stage.sql). For files of before: those none of whose
-- matters has the date. And the closing in time counts what was closed without an opinion, so all tallies are counted anew
-- (rules/085_tallies.sql does it where it finds none).
select set_config('app.bulk', 'on', true);
update matter m set register_due_on = null
from (select county_code, import_run_id from matter where import_run_id is not null group by 1, 2 having count(registered_on) = 0) untold
where m.county_code = untold.county_code and m.import_run_id = untold.import_run_id;
update matter m set accept_due_on = null
from (select county_code, import_run_id from matter where import_run_id is not null group by 1, 2 having count(accepted_on) = 0) untold
where m.county_code = untold.county_code and m.import_run_id = untold.import_run_id;
delete from petition_tally;
