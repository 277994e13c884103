-- The first request with a key claims it (null comes back) and stores its answer in the same transaction; a repeat
-- gets that answer. A second request that arrives while the first still runs waits on the primary key.
create or replace function claim_key(key text, action text, body_hash bytea)
returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  county text := installation_county();
  owner_id uuid := coalesce(caller_account(), '00000000-0000-0000-0000-000000000000');
  earlier idempotency_key;
begin
  -- first of all: the action's own statement, the next one, then sees what whoever was faster has written
  perform lock_county(county);
  insert into idempotency_key (county_code, account_id, key, action, body_hash)
  values (county, owner_id, claim_key.key, claim_key.action, claim_key.body_hash)
  on conflict do nothing;
  if found then
    return null;
  end if;
  select * into earlier from idempotency_key i
  where i.county_code = county and i.account_id = owner_id and i.key = claim_key.key;
  if earlier.action <> claim_key.action or earlier.body_hash <> claim_key.body_hash then
    raise exception '此 Idempotency-Key 已用于另一请求'
      using errcode = 'RG409', hint = 'this Idempotency-Key was used for another request';
  end if;
  if earlier.response is null then
    raise exception '同一请求正在处理' using errcode = 'RG409', hint = 'the same request is being handled';
  end if;
  return earlier.response;
end $$;

create or replace function keep_response(key text, response jsonb)
returns void language sql security definer set search_path = public, pg_temp as $$
  update idempotency_key i set response = keep_response.response
  where i.county_code = installation_county() and i.key = keep_response.key
    and i.account_id = coalesce(caller_account(), '00000000-0000-0000-0000-000000000000')
$$;
