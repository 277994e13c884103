/** What must hold of every table, view, function and grant in `public`; each fault is one line of words. */
import type { Tx } from '../../api/db/db.ts'

type Asking = Pick<Tx, 'query'>

/** Tables of ours: what an extension brought along is its own business. */
const ours = `c.relnamespace = 'public'::regnamespace and not exists (
  select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`

async function lines(tx: Asking, sql: string): Promise<string[]> {
  const { rows } = await tx.query<{ fault: string }>(sql)
  return rows.map(({ fault }) => fault)
}

/** Row-level security on, also for the owner, who has one policy of his own and nobody else in it. */
export async function faultsOfTables(tx: Asking): Promise<string[]> {
  return [
    ...await lines(tx, `
      select format('%s: row-level security is %s', c.relname, case when c.relrowsecurity then 'not forced' else 'off' end) as fault
      from pg_class c where ${ours} and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)`),
    ...await lines(tx, `
      select format('%s: the owner has no policy of his own alone', c.relname) as fault
      from pg_class c where ${ours} and c.relkind in ('r', 'p') and not exists (
        select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname and p.policyname = 'owner_works'
          and p.roles = array[pg_get_userbyid(c.relowner)] and p.cmd = 'ALL' and p.qual = 'true' and p.with_check = 'true')`),
  ]
}

/** Tables that no caller reaches, each with the reason; all others need a policy for somebody. */
export const ownersAlone: Record<string, string> = {
  unit_part: 'pieces of borders; points are placed by unit_at()',
  key_area_part: 'pieces of borders; points are placed by area_at()',
  import_before: 'rows as they were, for undoing a run as the owner',
  misconduct_seen: 'keyed hashes of reports of misconduct, for nobody to read',
  same_look: 'which facts of a matter were compared last; background work',
  same_gram: 'how common pairs of characters are in the county',
  hotspot_run: 'answers kept by the rights of their askers; api/hotspots tells them',
  session: 'tokens of sessions; sign-in runs as the owner',
  idempotency_key: 'kept answers, reached through claim_key() and keep_response()',
  schema_migration: 'what was migrated',
}

export const faultsOfPolicies = (tx: Asking): Promise<string[]> => lines(tx, `
  select format('%s: no policy for any caller, and no reason why', c.relname) as fault
  from pg_class c where ${ours} and c.relkind in ('r', 'p') and c.relname <> all ('{${Object.keys(ownersAlone).join(',')}}')
    and not exists (select from pg_policies p where p.tablename = c.relname and p.policyname <> 'owner_works')`)

/** Plain views look with their owner's eyes; materialised ones look past every policy. */
export const faultsOfViews = (tx: Asking): Promise<string[]> => lines(tx, `
  select format('%s: %s', c.relname, case c.relkind when 'm' then 'materialised view' else 'view without security_invoker' end) as fault
  from pg_class c where ${ours} and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false))`)

/** Functions that run as their owner and may be called: what each gives away was looked at, one by one. */
export const lookedAt: Record<string, string> = {
  installation_county: 'one code',
  collective_from: 'one number, the same for everybody',
  notice_hours: 'three times of the day, the same for everybody',
  account_name: 'names beside log rows; for the auditor only',
  scope_counties: 'of the caller\'s own units',
  scope_areas: 'of the caller\'s own units',
  on_own_line: 'yes or no, of the caller\'s own units',
  unit_at: 'the number of the unit at a point, which tells nothing that admin_unit does not show',
  area_at: 'the number of the area at a point, likewise',
  matters_in_areas_on: 'numbers of matters, which open nothing: what they are is under the policies of matters',
  matters_named_in_areas_on: 'likewise',
  areas_changed_since: 'yes or no',
  matters_saying: 'numbers of matters beyond the own units too: only met with rows that the policies let through; not for the kiosk',
  touch_data: 'counts a number up; for roles that write',
  record_audit: 'adds a row in the caller\'s name',
  emit_event: 'numbers only; for roles that write',
  idle_tasks: 'numbers of tasks for which nothing was done, and since when; only met with tasks that the policies let through',
  ended_areas: 'codes and names of areas that are no more',
  ended_responses: 'of the caller\'s own units',
  heir_area_of: 'the number of the area that followed one that is no more',
  task_history: 'states and days of past days, no texts: only met with rows that the policies let through',
  problem_history: 'likewise', response_history: 'likewise', visit_history: 'likewise',
  keep_notice: 'numbers, kept for the caller himself',
  claim_key: 'the caller\'s own keys; for roles that write',
  keep_response: 'the caller\'s own keys; for roles that write',
}

export async function faultsOfFunctions(tx: Asking): Promise<string[]> {
  const definers = `
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`
  return [
    ...await lines(tx, `select format('%s: security definer without a fixed search_path', p.proname) as fault ${definers}
      and not exists (select from unnest(p.proconfig) s where s like 'search\\_path=%')`),
    ...await lines(tx, `select format('%s: security definer that any role may call', p.proname) as fault ${definers}
      and p.proname <> all ('{${Object.keys(lookedAt).join(',')}}') and p.prorettype <> 'trigger'::regtype
      and has_function_privilege('rg_group', p.oid, 'execute')`),
  ]
}

export const faultsOfGrants = (tx: Asking): Promise<string[]> => lines(tx, `
  select format('%s: granted to public', c.relname) as fault
  from pg_class c, aclexplode(c.relacl) a where ${ours} and a.grantee = 0
  union all
  select format('%s.%s: granted to public', c.relname, t.attname)
  from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a where ${ours} and a.grantee = 0
  union all
  select format('schema public: %s may create in it', r.rolname) from pg_roles r
  where r.rolname like 'rg\\_%' and has_schema_privilege(r.oid, 'public', 'create')
  union all
  select format('%s: %s', r.rolname, case when r.rolsuper then 'superuser' when r.rolbypassrls then 'bypasses row-level security'
    else 'may sign in' end)
  from pg_roles r where r.rolname like 'rg\\_%' and (r.rolsuper or r.rolbypassrls or r.rolcanlogin)`)

/** Grow with the number of petitions or of requests: a province keeps them by county. */
export const bigTables = ['matter', 'petition', 'petitioner', 'place_history', 'placeholder_point', 'import_run', 'import_row',
  'import_before', 'import_mapping', 'misconduct_count', 'misconduct_seen', 'audit', 'audit_head', 'outbox', 'petition_tally',
  'clock_tally', 'tile_cell', 'idempotency_key', 'data_version', 'joint_response', 'area_lead', 'task_force', 'policy_pack', 'response_limit',
  'response_task', 'response_event', 'household_visit_round', 'consultation', 'consultation_item', 'problem', 'commitment', 'revisit',
  'meeting', 'field_activity', 'matter_care', 'matter_stage', 'clock_pause', 'matter_event', 'hotspot_run', 'alarm_run', 'alarm_signal', 'alarm_answer',
  'area_document', 'area_document_part', 'area_succession', 'notice', 'notice_delivery'] as const

export async function faultsOfBigTables(tx: Asking): Promise<string[]> {
  const big = `${ours} and c.relname = any ('{${bigTables.join(',')}}')`
  return [
    ...await lines(tx, `
      select format('%s: %s does not hold county_code', c.relname, i.indexrelid::regclass) as fault
      from pg_class c join pg_index i on i.indrelid = c.oid and i.indisunique
      where ${big} and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'county_code' and a.attnum = any (i.indkey))`),
    ...await lines(tx, `
      select format('%s: foreign key %s to a big table without county_code', c.relname, k.conname) as fault
      from pg_constraint k join pg_class c on c.oid = k.confrelid
      where k.contype = 'f' and ${big} and not exists (
        select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'county_code' and a.attnum = any (k.conkey))`),
    ...await lines(tx, `
      select format('%s.%s: numbers itself and is not bigint', c.relname, a.attname) as fault
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      left join pg_attrdef f on f.adrelid = c.oid and f.adnum = a.attnum
      where ${big} and a.atttypid <> 'bigint'::regtype and (a.attidentity <> '' or pg_get_expr(f.adbin, f.adrelid) like 'nextval%')`),
  ]
}

/** A statement's trigger fires once for all shards or once in each: only the audit's guard may be one. */
export const faultsOfTriggers = (tx: Asking): Promise<string[]> => lines(tx, `
  select format('%s on %s: fires per statement', t.tgname, c.relname) as fault
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where ${ours} and not t.tgisinternal and t.tgtype & 1 = 0 and t.tgname <> 'refuse_audit_change'`)
