-- The audit is append-only and chained: hash = sha256(previous hash || canonical text of the row).
-- `npm run verify-audit` walks the chain; a row changed, removed, slipped in or cut off the end breaks it.
create or replace function audit_text(a audit) returns text language sql stable
set search_path = public, pg_temp as $$
  select jsonb_build_array(
    a.county_code, a.seq, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.account_id, a.role,
    a.request_id, a.action, a.subject_kind, a.subject_id, a.detail
  )::text
$$;

create or replace function record_audit(action text, subject_kind text, subject_id text, detail jsonb)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  county text := installation_county();
  head audit_head := lock_county(county);
  entry audit;
begin
  entry.county_code := county;
  entry.seq := head.seq + 1;
  entry.at := clock_timestamp();
  entry.account_id := caller_account();
  entry.role := caller_role();
  entry.request_id := caller_request();
  entry.action := record_audit.action;
  entry.subject_kind := record_audit.subject_kind;
  entry.subject_id := record_audit.subject_id;
  entry.detail := coalesce(record_audit.detail, '{}');
  entry.prev_hash := head.hash;
  entry.hash := sha256(head.hash || convert_to(audit_text(entry), 'UTF8'));
  insert into audit select entry.*;
  update audit_head set seq = entry.seq, hash = entry.hash where county_code = county;
  return entry.seq;
end $$;

create or replace function refuse_audit_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception '审计记录不可更改或删除' using errcode = 'RG403', hint = 'audit rows are never changed or removed';
end $$;
create or replace trigger refuse_audit_change before update or delete or truncate on audit
  for each statement execute function refuse_audit_change();
