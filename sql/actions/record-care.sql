-- The written reply, a referral to counselling (yes and when), hardship money and who decided on it, a backlog assignment.
with b as (select * from jsonb_to_record($1::jsonb) x (matter_no text, written_reply_on date, counselling_on date, backlog_on date,
    hardship_yuan numeric, hardship_by text)),
target as (select m.*, case when b.hardship_yuan is not null and b.hardship_by is null and not exists (
      select from matter_care c where c.county_code = m.county_code and c.matter_id = m.id and c.hardship_by is not null)
    then refuse('RG422', '困难救助须写明决定单位', 'hardship_by is required with hardship_yuan')
    when b.written_reply_on > county_day(now()) then refuse('RG422', '答复日期晚于今天', 'written_reply_on lies in the future')
    when b.counselling_on > county_day(now()) then refuse('RG422', '转介日期晚于今天', 'counselling_on lies in the future')
    when b.backlog_on > county_day(now()) then refuse('RG422', '交办日期晚于今天', 'backlog_on lies in the future') end as refused
  from b cross join lateral known_matter(b.matter_no) m),
kept as (
  insert into matter_care (county_code, matter_id, written_reply_on, counselling_on, backlog_on, hardship_by)
  select t.county_code, t.id, b.written_reply_on, b.counselling_on, b.backlog_on, b.hardship_by from b, target t where t.refused is null
  on conflict (county_code, matter_id) do update set written_reply_on = coalesce(excluded.written_reply_on, matter_care.written_reply_on),
    counselling_on = coalesce(excluded.counselling_on, matter_care.counselling_on), backlog_on = coalesce(excluded.backlog_on, matter_care.backlog_on),
    hardship_by = coalesce(excluded.hardship_by, matter_care.hardship_by)
  returning version
),
paid as (
  update matter m set hardship_yuan = b.hardship_yuan from b, target t
  where b.hardship_yuan is not null and m.county_code = t.county_code and m.id = t.id returning m.version
)
select work_done('matter', t.id::text, 0, 0, k.version, t.area_id, t.township_id, jsonb_build_object('matter_no', t.matter_no,
  'matter_version', coalesce((select version from paid), t.version))) as result
from target t cross join kept k
