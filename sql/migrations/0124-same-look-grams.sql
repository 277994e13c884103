-- The few matters of a night are looked up among all others by what they share with them.
create index same_look_grams on same_look using gin (((facts).grams));
create index same_look_key on same_look (county_code, ((facts).key)) where (facts).key is not null;
