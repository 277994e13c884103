import type pg from 'pg'
import { extensionNames } from './engine-settings.ts'

const oldest = 150_000

/**
 * Makes sure of what every statement of ours takes for granted: PostgreSQL >= 15 and the extensions, which are
 * created when the role may.
 *
 * @throws Error saying what is missing and how to get it
 */
export async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows: [server] } = await pool.query<{ version: number; name: string }>(
    "select current_setting('server_version_num')::int as version, current_setting('server_version') as name",
  )
  if ((server?.version ?? 0) < oldest) {
    throw new Error(`PostgreSQL 版本过低 / PostgreSQL is too old: ${server?.name}, 15 or newer is needed`)
  }
  const { rows } = await pool.query<{ extname: string }>('select extname from pg_extension')
  const present = new Set(rows.map(({ extname }) => extname))
  for (const name of extensionNames.filter((extension) => !present.has(extension))) {
    await pool.query(`create extension if not exists ${name} with schema public`).catch((error: unknown) => {
      throw new Error(
        `数据库缺少扩展 ${name}：请安装 postgresql-15-postgis-3，并由管理员执行 create extension ${name}` +
        ` / The database lacks extension ${name}: install postgresql-15-postgis-3 and let its administrator run` +
        ` create extension ${name}`, { cause: error },
      )
    })
  }
}
