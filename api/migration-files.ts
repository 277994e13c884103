import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

export interface SqlFile {
  /** path inside sql/, e.g. `migrations/0001-admin-units.sql` */
  name: string
  text: string
  sha256: string
}

export interface SqlFiles {
  roles: SqlFile[]
  migrations: SqlFile[]
  /** rules in name order, then reference.sql, reference/*.csv, policies.sql: run again whenever one of them changed */
  repeatable: SqlFile[]
  /** of all of them, in order: the same hash means the same database */
  sha256: string
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

async function read(sqlDir: string, name: string): Promise<SqlFile> {
  const text = await readFile(join(sqlDir, name), 'utf8')
  return { name, text, sha256: hash(text) }
}

const readOne = async (sqlDir: string, name: string): Promise<SqlFile[]> =>
  existsSync(join(sqlDir, name)) ? [await read(sqlDir, name)] : []

async function readFolder(sqlDir: string, folder: string): Promise<SqlFile[]> {
  const names = existsSync(join(sqlDir, folder)) ? await readdir(join(sqlDir, folder)) : []
  return Promise.all(names.filter((name) => name.endsWith('.sql')).sort().map((name) => read(sqlDir, `${folder}/${name}`)))
}

/** Tables of reference rows: `reference/<name>.csv` becomes one call of the rule `load_<name>(csv text)`. */
async function readTables(sqlDir: string): Promise<SqlFile[]> {
  const names = existsSync(join(sqlDir, 'reference')) ? await readdir(join(sqlDir, 'reference')) : []
  return Promise.all(names.filter((name) => name.endsWith('.csv')).sort().map(async (name) => {
    const file = await read(sqlDir, `reference/${name}`)
    return { ...file, text: `select load_${name.slice(0, -4)}($csv$${file.text}$csv$)` }
  }))
}

/** Reads what makes the database: roles, migrations, and what is run again when it changes. */
export async function readSqlFiles(sqlDir: string): Promise<SqlFiles> {
  const roles = await readOne(sqlDir, 'roles.sql')
  const migrations = await readFolder(sqlDir, 'migrations')
  const repeatable = [
    ...(await readFolder(sqlDir, 'rules')),
    ...(await readOne(sqlDir, 'reference.sql')),
    ...(await readTables(sqlDir)),
    ...(await readOne(sqlDir, 'policies.sql')),
  ]
  const all = [...roles, ...migrations, ...repeatable]
  return { roles, migrations, repeatable, sha256: combined(all) }
}

/** One hash for several files: of their names and contents in order. */
export const combined = (files: readonly SqlFile[]): string =>
  hash(files.map(({ name, sha256 }) => `${name} ${sha256}`).join('\n'))
