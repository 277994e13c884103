import type { Caller, Db } from '../../api/db/db.ts'
import { callerRoles } from '../../api/db/caller.ts'

/** A caller with nothing but a role, unless a test says more. */
export const somebody = (role: string, more: Partial<Caller> = {}): Caller =>
  ({ accountId: null, scopeUnits: [], ...more, role })

/** The database roles of sql/roles.sql, for tests that start from an empty database. */
export async function createCallerRoles(db: Db): Promise<void> {
  for (const role of callerRoles) {
    await db.query(`do $$ begin create role rg_${role} nologin;
      exception when duplicate_object or unique_violation then null; end $$`)
  }
}

/** Asks again while the embedded engine is being reopened, as a client told to retry would. */
export async function patiently<T>(ask: () => Promise<T>, waitMs = 30_000): Promise<T> {
  for (const deadline = Date.now() + waitMs; ;) {
    try {
      return await ask()
    } catch (error) {
      if ((error as Error).name !== 'DbUnavailable' || Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
