-- Exact points that carry far more matters than a place can: a geocoder's fall-back.
create temp table demo_fallback on commit drop as
select lon, lat, count(distinct place_text) as address_count, count(*) as matter_count from demo_matter
where lon is not null group by lon, lat
having count(*) >= greatest(12, (select count(*) from demo_matter) * 0.002)
