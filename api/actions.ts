/**
 * The one way to write: claim the request's key, run the action's statement under the caller's rights, add the audit
 * row and the event, count the data version and keep the answer - all in one transaction, or none of it.
 */
import { createHash, createHmac } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { recordAuditIn } from './audit.ts'
import type { ActionContract, ActionResult } from './contract/action.ts'
import { tellOwnWrite } from './data-version.ts'
import type { Caller, Db, QueryOptions, Tx } from './db/db.ts'
import { notAllowed, notFound } from './errors.ts'
import { preparations } from './preparations.ts'
import { sqlFolder } from './sql.ts'

export interface Action extends ActionContract {
  name: string
  sql: string
}

export interface ActionAnswer {
  /** what the caller gets */
  body: Record<string, unknown>
  /** the key was used before for the same request: this is the first answer again */
  replayed: boolean
}

async function readActions(): Promise<Map<string, Action>> {
  const folder = new URL('./contract/actions/', import.meta.url)
  const statements = await sqlFolder('actions')
  const names = new Set((await readdir(folder)).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3)))
  for (const name of new Set([...names, ...statements.keys()])) {
    if (!statements.has(name)) throw new Error(`sql/actions/${name}.sql 不存在，而有其契约 / is missing beside its contract`)
    if (!names.has(name)) throw new Error(`api/contract/actions/${name}.ts 不存在，而有其语句 / is missing beside its statement`)
  }
  return new Map(await Promise.all([...names].sort().map(async (name): Promise<[string, Action]> => {
    const module: { action: ActionContract } = await import(new URL(`${name}.ts`, folder).href)
    return [name, { ...module.action, name, sql: statements.get(name) ?? '' }]
  })))
}

let actions: Promise<Map<string, Action>> | undefined

/** All actions by name. @throws Error when a statement lacks its contract or a contract its statement */
export const allActions = (): Promise<Map<string, Action>> => (actions ??= readActions())

/** The same JSON value always gives the same text, whatever the order of its members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}

/** A write as the record knows it. */
type Deed = Pick<Action, 'name' | 'changes'>

async function record(tx: Tx, action: Deed, { audit, event, ...answer }: ActionResult): Promise<Record<string, unknown>> {
  await recordAuditIn(tx, {
    action: action.name, subjectKind: answer.subject_kind, subjectId: answer.subject_id, detail: audit,
  })
  if (event) {
    await tx.query('select emit_event($1, $2, $3, $4::jsonb)', [
      event.kind, event.area_id ?? null, event.unit_id ?? null, JSON.stringify(event.counts ?? {}),
    ])
  }
  if (action.changes === 'data') await tx.query('select touch_data(installation_county())')
  return answer
}

/**
 * One write that happens once: `make` does it between the claim of its key and its record, all in one transaction.
 *
 * @param asked what identifies the request: the same key with something else is refused
 * @param make gives nothing when there is nothing to act on
 * @throws Problem 404 in that case; DbError RG409 for a key that was used for another request
 */
export async function runOnce(
  db: Db, caller: Caller, deed: Deed, asked: string, key: string, make: (tx: Tx) => Promise<ActionResult | undefined>,
  options?: QueryOptions,
): Promise<ActionAnswer> {
  const bodyHash = createHash('sha256').update(asked).digest()
  const answer = await db.as(caller, async (tx): Promise<ActionAnswer> => {
    const { rows: [claim] } = await tx.query<{ earlier: Record<string, unknown> | null }>(
      'select claim_key($1, $2, $3) as earlier', [key, deed.name, bodyHash])
    if (claim?.earlier) return { body: claim.earlier, replayed: true }
    const result = await make(tx)
    if (!result) throw notFound()
    const kept = await record(tx, deed, result)
    await tx.query('select keep_response($1, $2::jsonb)', [key, JSON.stringify(kept)])
    return { body: kept, replayed: false }
  }, options)
  if (answer.replayed) return answer
  tellOwnWrite()
  // after the commit: transactions that hold a notification queue behind each other on the server
  if (deed.changes === 'data') await db.notify('outbox', deed.name)
  return answer
}

/**
 * @param body as the action's contract describes it; the API has checked it
 * @param key Idempotency-Key, 8-128 characters: the same key with the same body does nothing and answers the same
 * @param identityKey seals what must not be read, and keys the hash of the body: a phone number is soon guessed from a plain one
 * @throws Problem 403 for a role that the contract does not name, 404 when there is nothing to act on
 * @throws DbError RG403, RG404, RG409, RG422 from the rules; RG409 for a key that was used for another request
 */
export async function runAction(
  db: Db, caller: Caller, name: string, body: Record<string, unknown>, key: string, identityKey: string,
): Promise<ActionAnswer> {
  const action = (await allActions()).get(name)
  if (!action) throw notFound()
  if (!action.roles.some((role) => role === caller.role)) throw notAllowed()
  const prepared = await preparations[name]?.(body, identityKey)
  const asked = createHmac('sha256', identityKey).update(canonical(body)).digest('hex')
  const answer = await runOnce(db, caller, action, asked, key, async (tx) => {
    const { rows: [row] } = await tx.query<{ result: ActionResult }>(action.sql, [JSON.stringify({ ...body, ...prepared?.forSql })])
    if (row) await prepared?.finish?.(tx, row.result)
    return row?.result
  }, action.budgetMs === undefined ? {} : { budgetMs: action.budgetMs })
  return answer.replayed ? answer : { ...answer, body: { ...answer.body, ...prepared?.reveal } }
}
