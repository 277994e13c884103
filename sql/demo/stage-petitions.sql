create temp table demo_petition (
  no bigint, matter_no bigint, received_on date, registered_on date, channel text, people_count int, level_lodged text,
  is_first boolean
) on commit drop
