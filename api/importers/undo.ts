import { recordAuditIn } from '../audit.ts'
import type { Caller, Db, Tx } from '../db/db.ts'
import { notFound, Problem } from '../errors.ts'
import { beCaller } from './run-record.ts'
import { runScript } from './script.ts'
import { importTurn, inImportTurn, runBudgetMs } from './turn.ts'

interface Run { county: string; kind: string; state: string; dry_run: boolean; created: number; updated: number }
interface Follower { by_run: number | null; subject: string; n: number }

/**
 * Takes an import run back: what it made is deleted, what it changed is as it was before.
 *
 * @throws Problem 404 for no such run, 409 when it was undone already, or when later runs or people changed the same rows
 */
export async function undoRun(db: Db, id: number, caller?: Caller): Promise<Run> {
  return await inImportTurn(db, undefined, () => db.transaction(async (tx) => {
    await importTurn(db, tx)
    const run = await runOf(tx, id)
    await refuseFollowed(tx, run.county, id)
    await runScript(tx, 'undo', [run.county, id])
    if (run.kind === 'holidays') await runScript(tx, 'recount-dues', [run.county])
    if (run.kind !== 'holidays') await runScript(tx, 'recount', [run.county])
    await beCaller(tx, caller)
    await recordAuditIn(tx, { action: 'undo-import', subjectKind: 'import-run', subjectId: String(id), detail: { kind: run.kind } })
    await tx.query("select emit_event('import-undone', null, null, $1::jsonb)", [JSON.stringify({ created: run.created, updated: run.updated })])
    await tx.query('select touch_data($1)', [run.county])
    return run
  }, { budgetMs: runBudgetMs }))
}

async function runOf(tx: Tx, id: number): Promise<Run> {
  const { rows: [run] } = await tx.query<Run>(
    'select county_code as county, kind, state, dry_run, created, updated from import_run where id = $1', [id])
  if (!run || run.dry_run) throw notFound()
  if (run.state === 'undone') throw new Problem(409, 'already_undone', `第 ${id} 次导入已经撤销`, `import run ${id} was undone already`)
  return run
}

async function refuseFollowed(tx: Tx, county: string, id: number): Promise<void> {
  const { rows } = await tx.query<Follower>('select by_run::int, subject, n::int from import_followers($1, $2) order by by_run nulls last limit 200', [county, id])
  if (rows.length === 0) return
  const runs = [...new Set(rows.flatMap(({ by_run }) => by_run ?? []))]
  const matters = rows.filter(({ by_run }) => by_run === null).map(({ subject }) => subject)
  const zh = [runs.length > 0 ? `后来的导入 ${runs.join('、')} 改动了相同的数据` : '', matters.length > 0 ? `事项 ${matters.slice(0, 5).join('、')} 等 ${matters.length} 件之后有人办理` : '']
  const en = [runs.length > 0 ? `later runs ${runs.join(', ')} changed the same rows` : '', matters.length > 0 ? `${matters.length} matters were worked on since, such as ${matters[0] ?? ''}` : '']
  throw new Problem(409, 'followed', `不能撤销：${zh.filter(Boolean).join('；')}`, `cannot be undone: ${en.filter(Boolean).join('; ')}`, {
    hint: runs.length > 0 ? `undo ${runs.toReversed().join(', ')} first` : undefined,
  })
}
