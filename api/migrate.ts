import type { Db, Tx } from './db/db.ts'
import { DbError } from './db/db.ts'
import type { Log } from './db/log.ts'
import { silent } from './db/log.ts'
import { splitStatements } from './db/statements.ts'
import type { SqlFile } from './migration-files.ts'
import { combined, readSqlFiles } from './migration-files.ts'

/** One statement may build an index over millions of rows. */
const budgetMs = 600_000
/** Two programs starting at once on one server take turns by this key; the embedded engine has its own lock. */
const turnKey = 7_263_001

const createRecord = `
  create table if not exists schema_migration (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`
const wholeName = '(all)'
const repeatableName = '(repeatable)'

/**
 * Brings the database to what `sqlDir` says: roles, then each migration once, then, when one of them changed, all
 * rules, reference rows and policies in one transaction. Each migration is one transaction together with its record.
 * When nothing changed this is one query.
 *
 * @param upTo names of migrations: an empty database gets these and nothing else, which is what an earlier release made of
 *   it; whatever is left comes with the next call. One that is not empty is brought up to date as ever.
 * @throws Error naming file and line of the statement that failed; everything of its transaction is undone
 * @throws Error when a migration that was applied has been edited or removed
 */
export async function migrate(db: Db, sqlDir: string, log: Log = silent, upTo?: ReadonlySet<string>): Promise<void> {
  const files = await readSqlFiles(sqlDir)
  const before = await applied(db)
  if (before.get(wholeName) === files.sha256) return
  refuseChanged(files.migrations, before)
  if (before.size > 0) await db.dump?.('before-migration')
  const wanted = before.size === 0 ? upTo : undefined

  await inTurn(db, async (tx) => {
    await tx.query(createRecord)
    // no policy on it: callers see nothing of it
    await tx.query('alter table schema_migration enable row level security')
    for (const file of files.roles) await runFile(tx, file)
  })
  for (const file of files.migrations) {
    if (before.has(file.name) || wanted?.has(file.name) === false) continue
    await inTurn(db, async (tx) => {
      if ((await record(tx)).has(file.name)) return // another program was faster
      await runFile(tx, file)
      await note(tx, file.name, file.sha256)
      log.info(`migrated: ${file.name}`)
    })
  }
  if (wanted) return
  await inTurn(db, async (tx) => {
    const repeatable = combined(files.repeatable)
    if ((await record(tx)).get(repeatableName) !== repeatable) {
      for (const file of files.repeatable) await runFile(tx, file)
      await note(tx, repeatableName, repeatable)
      log.info(`rules, reference rows and policies: ${files.repeatable.length} files`)
    }
    await note(tx, wholeName, files.sha256)
  })
}

/** Whether the database is exactly what `sqlDir` says; /readyz asks this. */
export async function isMigrated(db: Db, sqlDir: string): Promise<boolean> {
  const { sha256 } = await readSqlFiles(sqlDir)
  return (await applied(db)).get(wholeName) === sha256
}

const asMap = (rows: { name: string; sha256: string }[]): Map<string, string> =>
  new Map(rows.map(({ name, sha256 }) => [name, sha256]))

const selectRecord = 'select name, sha256 from schema_migration'

async function record(tx: Tx): Promise<Map<string, string>> {
  return asMap((await tx.query<{ name: string; sha256: string }>(selectRecord)).rows)
}

/** Asks whether the record is there first: what fails on a fresh engine counts as its wear, and may get it replaced. */
async function applied(db: Db): Promise<Map<string, string>> {
  const { rows: [row] } = await db.query<{ there: boolean }>("select to_regclass('schema_migration') is not null as there")
  return row?.there === true ? asMap((await db.query<{ name: string; sha256: string }>(selectRecord)).rows) : new Map()
}

const inTurn = (db: Db, work: (tx: Tx) => Promise<void>): Promise<void> => db.transaction(async (tx) => {
  // waiting for the other program is no fault, however long its migration takes
  await tx.query("select set_config('lock_timeout', '0', true)")
  await tx.query('select pg_advisory_xact_lock($1)', [turnKey])
  // but a table that somebody holds must not make everybody queue behind the migration
  await tx.query("select set_config('lock_timeout', '10s', true)")
  await work(tx)
}, { budgetMs })

const note = (tx: Tx, name: string, sha256: string): Promise<unknown> => tx.query(
  `insert into schema_migration (name, sha256) values ($1, $2)
   on conflict (name) do update set sha256 = excluded.sha256, applied_at = now()`, [name, sha256],
)

function refuseChanged(migrations: readonly SqlFile[], before: ReadonlyMap<string, string>): void {
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]))
  for (const [name, sha256] of before) {
    if (name === wholeName || name === repeatableName || known.get(name) === sha256) continue
    const what = known.has(name) ? '已被修改 / was edited' : '已被删除 / was removed'
    throw new Error(
      `已执行的迁移 sql/${name} ${what} after it was applied. 请恢复原文件，另写新的迁移 / restore it and write a new one`,
    )
  }
}

async function runFile(tx: Tx, file: SqlFile): Promise<void> {
  for (const { sql, line } of splitStatements(file.text)) {
    try {
      await tx.query(sql)
    } catch (error) {
      if (!(error instanceof DbError)) throw error
      const extra = [error.detail, error.hint].filter(Boolean).join(' ')
      throw new Error(`sql/${file.name}:${line}: ${error.message} [${error.code}] ${extra}`.trim(), { cause: error })
    }
  }
}
