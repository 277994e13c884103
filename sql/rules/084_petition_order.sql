-- What petitions know of the earlier ones of their matter, and a matter of the kinds of its petitions: so that distinct
-- matters are counted without looking at each (090_petition_counts.sql). "Earlier" is by day; on one day the first petition
-- comes first, then it goes by number.

create or replace function petition_kinds(is_first boolean, is_collective boolean) returns smallint
language sql immutable parallel safe as
  $$ select (case when is_first then 1 else 2 end + case when is_collective then 4 else 0 end)::smallint $$;

-- What every petition ought to know. Inlined: asked for some matters, it looks at these alone.
create or replace function petition_order(county text)
returns table (matter_id bigint, id bigint, prev_on date, channel_prev_on date, repeat_prev_on date, known boolean)
language sql stable as $$
  select o.matter_id, o.id, o.prev, o.channel_prev, o.repeat_prev,
    (o.prev_on, o.channel_prev_on, o.repeat_prev_on) is not distinct from (o.prev, o.channel_prev, o.repeat_prev)
  from (
    select p.*, lag(p.received_on) over m as prev,
      lag(p.received_on) over (
        partition by p.matter_id, p.channel order by p.received_on, p.is_first desc, p.petition_no collate "C", p.id) as channel_prev,
      max(p.received_on) filter (where not p.is_first) over (m rows between unbounded preceding and 1 preceding) as repeat_prev
    from petition p where p.county_code = county
    window m as (partition by p.matter_id order by p.received_on, p.is_first desc, p.petition_no collate "C", p.id)
  ) o
$$;
create or replace function kinds_of_matters(county text) returns table (matter_id bigint, kinds smallint) language sql stable as $$
  select p.matter_id, bit_or(petition_kinds(p.is_first, p.is_collective)) from petition p where p.county_code = county group by 1
$$;

-- Puts right what is wrong in the given matters and their petitions.
create or replace function order_petitions(county text, matters bigint[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update petition p set prev_on = o.prev_on, channel_prev_on = o.channel_prev_on, repeat_prev_on = o.repeat_prev_on
  from petition_order(county) o
  where o.matter_id = any (matters) and not o.known and p.county_code = county and p.id = o.id;
  update matter m set kinds = k.kinds
  from kinds_of_matters(county) k
  where k.matter_id = any (matters) and m.county_code = county and m.id = k.matter_id and m.kinds <> k.kinds;
end $$;

-- The same for a whole county, after bulk work (app.bulk 'on'): where that wrote everything right, it only looks.
create or replace function order_petitions(county text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform order_petitions(county, (
    select array_agg(w.matter_id) from (
      select o.matter_id from petition_order(county) o where not o.known
      union
      select m.id from matter m join kinds_of_matters(county) k on k.matter_id = m.id
      where m.county_code = county and k.kinds <> m.kinds
    ) w));
end $$;

-- Single writes. A new petition is nearly always its matter's latest: it finds the earlier ones by itself and changes none.
-- (Several of one matter in one statement come in the order of their days.)
create or replace function find_earlier() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select max(p.received_on), max(p.received_on) filter (where p.channel is not distinct from new.channel),
    max(p.received_on) filter (where not p.is_first)
  into new.prev_on, new.channel_prev_on, new.repeat_prev_on
  from petition p where p.county_code = new.county_code and p.matter_id = new.matter_id and p.received_on <= new.received_on;
  return new;
end $$;
create or replace trigger find_earlier before insert on petition for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function find_earlier();

create or replace function keep_order() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
<<keep_order>>
declare
  kinds smallint;
begin
  if tg_op = 'INSERT' and not exists (
    select from petition p where p.county_code = new.county_code and p.matter_id = new.matter_id
      and p.received_on >= new.received_on and p.id <> new.id)
  then
    kinds := petition_kinds(new.is_first, new.is_collective);
    -- the first petition decides alone; a further one adds its kind
    update matter m set kinds = case when new.prev_on is null then keep_order.kinds else m.kinds | keep_order.kinds end
    where m.county_code = new.county_code and m.id = new.matter_id
      and m.kinds <> case when new.prev_on is null then keep_order.kinds else m.kinds | keep_order.kinds end;
    return null;
  end if;
  if tg_op <> 'INSERT' then perform order_petitions(old.county_code, array[old.matter_id]); end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.matter_id <> old.matter_id) then
    perform order_petitions(new.county_code, array[new.matter_id]);
  end if;
  return null;
end $$;
create or replace trigger keep_order
after insert or delete or update of matter_id, received_on, channel, is_first, is_collective on petition for each row
  when (current_setting('app.bulk', true) is distinct from 'on') execute function keep_order();
