-- An area that is retired may name the one that goes on with its work, without taking its ground.
alter table area_succession drop constraint area_succession_reason_check;
alter table area_succession add constraint area_succession_reason_check check (reason in ('merged', 'split', 'retired'));
