import type * as Type from 'typebox'
import type { Role } from './roles.ts'

/** One write: `sql/actions/<name>.sql` with the `api/contract/actions/<name>.ts` that exports this as `action`. */
export interface ActionContract {
  title: { zh: string, en: string }
  /** who may call it; which rows it may touch is row-level security's business */
  roles: readonly Role[]
  body: Type.TObject
  /** `data` makes every cached answer stale; accounts are in none of them */
  changes: 'data' | 'accounts'
  /** ms for its statement where it may move thousands of rows; 5,000 otherwise */
  budgetMs?: number
}

/**
 * What the statement returns in its one row's `result`, besides what the caller shall get.
 * No row at all means: no such thing, or none that the caller may know of (404).
 */
export interface ActionResult {
  subject_kind?: string
  subject_id?: string
  /** kept in the audit row; never a petitioner, a text or a password */
  audit?: Record<string, unknown>
  /** told to open maps; numbers only */
  event?: { kind: string, area_id?: number | null, unit_id?: number | null, counts?: Record<string, number> }
  [member: string]: unknown
}
