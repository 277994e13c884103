import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const oldest = 15

/** Folders in which Debian and its relatives, RPM systems and macOS keep the server's programs. */
async function candidates(): Promise<string[]> {
  const debian = '/usr/lib/postgresql'
  const versions = await readdir(debian).catch(() => [])
  const asked = await run('pg_config', ['--bindir']).then(({ stdout }) => [stdout.trim()], () => [])
  return [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin')),
    ...asked, '/usr/bin', '/usr/local/bin', '/usr/local/pgsql/bin', '/opt/homebrew/bin',
  ]
}

/**
 * The folder with `initdb` and `postgres`, newest version first, with PostGIS installed for it.
 *
 * @param folders where to look; the usual places unless a test says otherwise
 * @throws Error naming the Debian package when there is none
 */
export async function findPostgres(folders?: readonly string[]): Promise<string> {
  const problems: string[] = []
  for (const bin of folders ?? (await candidates())) {
    if (!existsSync(join(bin, 'postgres')) || !existsSync(join(bin, 'initdb'))) continue
    const { stdout } = await run(join(bin, 'postgres'), ['--version'])
    const version = Number(/(\d+)/.exec(stdout)?.[1])
    if (version < oldest) problems.push(`${bin}: PostgreSQL ${version} < ${oldest}`)
    else return bin
  }
  throw new Error(
    '本机没有 PostgreSQL 15 以上及 PostGIS：请执行 apt install postgresql-15-postgis-3，或不设 DATABASE_URL 以使用内置数据库。' +
    ' / This machine has no PostgreSQL 15 or newer with PostGIS: run apt install postgresql-15-postgis-3, or leave' +
    ` DATABASE_URL unset to use the embedded database.${problems.map((problem) => ` [${problem}]`).join('')}`,
  )
}
