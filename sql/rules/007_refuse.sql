-- Lets a plain statement say why it cannot be: `case when <bad> then refuse('RG422', '中文', 'English') end`.
create or replace function refuse(code text, zh text, en text) returns text language plpgsql as $$
begin
  raise exception '%', zh using errcode = code, hint = en;
end $$;
