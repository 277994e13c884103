-- What petitions know of the earlier ones of their matter, and a matter of the kinds of its petitions: so that distinct
-- matters are counted without looking at each (090_petition_counts.sql). "Earlier" is by day, then by number.

create or replace function petition_kinds(is_first boolean, is_collective boolean) returns smallint
language sql immutable parallel safe as
  $$ select (case when is_first then 1 else 2 end + case when is_collective then 4 else 0 end)::smallint $$;

-- Puts right the petitions of a county, or of one matter in it, and the kinds of their matters. Rows that are right stay
-- as they are; bulk work (app.bulk 'on') that already wrote them right pays for looking only.
create or replace function order_petitions(county text, matter bigint default null) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  execute format('
    update petition p set prev_on = o.prev_on, channel_prev_on = o.channel_prev_on, repeat_prev_on = o.repeat_prev_on
    from (
      select q.id, lag(q.received_on) over m as prev_on,
        lag(q.received_on) over (partition by q.matter_id, q.channel order by q.received_on, q.id) as channel_prev_on,
        max(q.received_on) filter (where not q.is_first) over (m rows between unbounded preceding and 1 preceding) as repeat_prev_on
      from petition q where q.county_code = $1 and %1$s
      window m as (partition by q.matter_id order by q.received_on, q.id)
    ) o
    where p.county_code = $1 and p.id = o.id
      and (p.prev_on, p.channel_prev_on, p.repeat_prev_on) is distinct from (o.prev_on, o.channel_prev_on, o.repeat_prev_on)',
    case when matter is null
      then 'q.matter_id in (select r.matter_id from petition r where r.county_code = $1 and r.prev_on is not null)'
      else 'q.matter_id = $2' end) using county, matter;
  execute format('
    update matter m set kinds = k.kinds
    from (
      select q.matter_id, bit_or(petition_kinds(q.is_first, q.is_collective)) as kinds
      from petition q where q.county_code = $1 and %1$s group by q.matter_id
    ) k
    where m.county_code = $1 and m.id = k.matter_id and m.kinds <> k.kinds',
    case when matter is null then 'true' else 'q.matter_id = $2' end) using county, matter;
end $$;

create or replace function keep_order() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then perform order_petitions(old.county_code, old.matter_id); end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.matter_id <> old.matter_id) then
    perform order_petitions(new.county_code, new.matter_id);
  end if;
  return null;
end $$;
create or replace trigger keep_order
after insert or delete or update of matter_id, received_on, channel, is_first, is_collective on petition for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function keep_order();
