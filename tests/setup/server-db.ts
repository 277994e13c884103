import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../api/db/db.ts'
import { openServer } from '../../api/db/postgis.ts'
import { migrate } from '../../api/migrate.ts'
import { readSqlFiles } from '../../api/migration-files.ts'
import { admin } from './server-admin.ts'
import { builtOnce } from './image-lock.ts'
import { withDatabase } from './test-address.ts'

const like = "encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'"

/** A template database, made once per content; a half-made one has another name until it is whole. */
async function template(address: string, name: string, fill: (db: Db) => Promise<void>): Promise<string> {
  const exists = async (): Promise<boolean> =>
    (await admin(address, 'select 1 from pg_database where datname = $1', [name])).length > 0
  await builtOnce(join(tmpdir(), `${name}.lock`), exists, async () => {
    const half = `rg_half_${randomBytes(6).toString('hex')}`
    await admin(address, `create database ${half} template template0 ${like}`)
    try {
      const db = await openServer(withDatabase(address, half))
      try {
        await fill(db)
      } finally {
        await db.close()
      }
      await admin(address, `alter database ${half} rename to ${name}`)
      await admin(address, `comment on database ${name} is '${new Date().toISOString()}'`)
      await dropOldTemplates(address)
    } catch (error) {
      await admin(address, `drop database if exists ${half} with (force)`)
      throw error
    }
  })
  return name
}

/** Templates of ours that were made more than two hours ago, for an sql/ that has changed since. */
async function dropOldTemplates(address: string): Promise<void> {
  const old = await admin(address, `select datname as name from pg_database
    where datname ~ '^rg_template_[0-9a-f]{16}$'
      and shobj_description(oid, 'pg_database')::timestamptz < now() - interval '2 hours'`) as { name: string }[]
  for (const { name } of old) await admin(address, `drop database if exists ${name}`).catch(() => undefined)
}

export const emptyTemplate = (address: string): Promise<string> =>
  template(address, 'rg_template_empty', async () => undefined)

export async function migratedTemplate(address: string, sqlDir: string): Promise<string> {
  const { sha256 } = await readSqlFiles(sqlDir)
  return template(address, `rg_template_${sha256.slice(0, 16)}`, (db) => migrate(db, sqlDir))
}

/** A template with the demo county; `key` is a hash of all that makes it. */
export const demoTemplate = (address: string, sqlDir: string, key: string, fill: (db: Db) => Promise<void>): Promise<string> =>
  template(address, `rg_template_${key}`, async (db) => {
    await migrate(db, sqlDir)
    await fill(db)
  })

/** Opens a copy of a template under a random name; closing it drops that database and no other. */
export async function openServerCopy(address: string, from: string): Promise<Db> {
  const name = `rg_test_${randomBytes(8).toString('hex')}`
  await admin(address, `create database ${name} template ${from}`)
  const db = await openServer(withDatabase(address, name))
  return {
    ...db,
    async close() {
      await db.close()
      await admin(address, `drop database if exists ${name} with (force)`)
    },
  }
}
