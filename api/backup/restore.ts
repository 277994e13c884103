import type { Db, Tx } from '../db/db.ts'
import { readBackup, type Reader } from './format.ts'
import { appliedMigrations, quoted, tablesInOrder, type Migration, type Table } from './tables.ts'

const budgetMs = 3_600_000

/**
 * A newer program's tables would lose columns here; an edited migration means other tables under the same name; and what a later
 * migration works out of the rows, nobody would work out for these.
 */
function refuseForeign(ours: Migration[], theirs: Migration[]): void {
  const known = new Map(ours.map(({ name, sha256 }) => [name, sha256]))
  for (const { name, sha256 } of theirs) {
    if (known.get(name) === sha256) continue
    throw new Error(known.has(name)
      ? `备份的迁移 ${name} 与本程序不同 / migration ${name} of the backup differs from this program's`
      : `备份来自更新的版本（${name}），请先升级程序 / the backup is of a newer release (${name}); update the program first`)
  }
  const later = ours.find(({ name }) => !theirs.some((one) => one.name === name))
  if (later) {
    throw new Error(`备份来自较早的版本（缺 ${later.name}），请恢复到空的数据目录或空库，恢复后自动升级`
      + ` / the backup is of an earlier release (without ${later.name}): restore it into an empty database, which is then brought up to date`)
  }
}

async function hasData(tx: Tx): Promise<boolean> {
  const { rows: [row] } = await tx.query<{ found: boolean }>(
    'select exists (select from account) or exists (select from admin_unit) or exists (select from petition) as found')
  return row?.found ?? false
}

async function load(tx: Tx, reader: Reader, tables: Table[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (;;) {
    const part = await reader.next()
    if ('end' in part) {
      const wrong = Object.entries(part.end).find(([name, count]) => counts[name] !== count)
      if (wrong) throw new Error(`表 ${wrong[0]} 应有 ${wrong[1]} 行，读到 ${counts[wrong[0]] ?? 0} 行 / rows are missing`)
      return counts
    }
    const columns = tables.find(({ name }) => name === part.table)?.columns.map(({ name }) => name) ?? []
    const unknown = part.columns.find((name) => !columns.includes(name))
    if (unknown !== undefined) throw new Error(`没有列 / no column ${part.table}.${unknown}`)
    counts[part.table] = await tx.copyIn(part.table, part.columns, part.rows)
  }
}

const nextIds = `
  select format('select setval(%L, greatest(1, (select coalesce(max(%I), 0) + 1 from %I)), false)',
    pg_get_serial_sequence(format('%I', c.relname), a.attname), a.attname, c.relname) as statement
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attidentity <> '' and a.attnum > 0`

/**
 * Puts a backup into a migrated database, all or nothing. Triggers rest meanwhile: the rows are already what they
 * would make of them, and the audit's would refuse.
 *
 * @throws Error when the database holds data and `force` is false, when the file is cut off, or of another release
 */
export async function restoreBackup(db: Db, file: string, force: boolean): Promise<Record<string, number>> {
  const reader = await readBackup(file)
  return await db.transaction(async (tx) => {
    if (!force && await hasData(tx)) {
      throw new Error('数据库中已有数据；确认覆盖请加 --force / the database holds data; add --force to overwrite it')
    }
    refuseForeign(await appliedMigrations(tx), reader.header.migrations)
    const tables = await tablesInOrder(tx)
    for (const { name } of tables) {
      // COPY is not allowed on tables whose policies bind the owner
      await tx.query(`alter table ${quoted(name)} no force row level security`)
      await tx.query(`alter table ${quoted(name)} disable trigger user`)
    }
    await tx.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`)
    const counts = await load(tx, reader, tables)
    // a table whose checks wait for the end cannot be altered
    await tx.query('set constraints all immediate')
    for (const { name } of tables) {
      await tx.query(`alter table ${quoted(name)} enable trigger user`)
      await tx.query(`alter table ${quoted(name)} force row level security`)
    }
    for (const { statement } of (await tx.query<{ statement: string }>(nextIds)).rows) await tx.query(statement)
    // ETags that browsers hold must not match; sessions of another time must not open
    await tx.query('update data_version set version = version + 1, changed_at = now(), changed_in = null')
    await tx.query('delete from session')
    return counts
  }, { budgetMs })
}
