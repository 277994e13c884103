-- Whether the file touches what was there before: most bring new matters only.
select exists (select from import_touched where known) as known, exists (select from import_spot where placeholder) as placeholders
