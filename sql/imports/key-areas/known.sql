select k.id, k.code, k.name, k.kind, k.household_count, k.valid_from::text, k.valid_to::text, md5(k.geom::text) as geom_hash
from key_area k where k.county_code = $1 and k.valid_to is null order by k.code collate "C"
