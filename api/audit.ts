import type { Caller, Db, Tx } from './db/db.ts'

export interface AuditEntry {
  /** what was done: an action's name, `sign-in`, or method and address */
  action: string
  subjectKind?: string
  subjectId?: string
  /** JSON object; never a password, a token or anything of a petitioner */
  detail?: Record<string, unknown>
}

/** Adds a link to the county's audit chain, inside the transaction whose deed it tells. */
export async function recordAuditIn(tx: Tx, { action, subjectKind, subjectId, detail }: AuditEntry): Promise<void> {
  await tx.query('select record_audit($1, $2, $3, $4::jsonb)', [
    action, subjectKind ?? null, subjectId ?? null, JSON.stringify(detail ?? {}),
  ])
}

/** The same in a transaction of its own, for what changes nothing: reads, exports, refused sign-ins. */
export const recordAudit = (db: Db, caller: Caller, entry: AuditEntry): Promise<void> =>
  db.as(caller, (tx) => recordAuditIn(tx, entry))
