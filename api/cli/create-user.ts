/** `npm run create-user -- --role sysadmin|secadmin|auditor --username NAME --name 姓名`, or `--reset --username NAME`. */
import { argumentsOf } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import type { Db } from '../db/db.ts'
import { administratorRoles, createAdministrator, resetFromMachine } from '../first-administrators.ts'
import { openMigrated } from '../open-data.ts'

const usage = `用法 / usage:
  npm run create-user -- --role ${administratorRoles.join('|')} --username NAME --name 姓名
  npm run create-user -- --reset --username NAME`

interface Wish { role?: string, username?: string, name?: string, reset?: boolean }

/** What to do with the database, or the usage: a wrong command must not open it first. */
function understand({ role, username, name, reset }: Wish): (db: Db) => Promise<string> {
  const known = administratorRoles.find((one) => one === role)
  if (!username || (!known && !reset)) throw new Error(usage)
  if (reset || !known) return (db) => resetFromMachine(db, username)
  return (db) => createAdministrator(db, { username, displayName: name ?? username, role: known })
}

async function missing(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ role: string }>('select distinct role from account where disabled_at is null and role is not null')
  return administratorRoles.filter((role) => !rows.some((row) => row.role === role))
}

async function main(): Promise<void> {
  const { values } = argumentsOf(usage, {
    options: { role: { type: 'string' }, username: { type: 'string' }, name: { type: 'string' }, reset: { type: 'boolean' } },
  })
  const fulfil = understand(values)
  const db = await openMigrated(loadConfig(), log)
  try {
    log.info(`一次性口令（首次登录须修改） / one-time password, to be changed at the first sign-in:\n${await fulfil(db)}`)
    const absent = await missing(db)
    if (absent.length > 0) log.info(`三员尚缺 / administrators still missing: ${absent.join(', ')}`)
  } finally {
    await db.close()
  }
}

await main().catch(failWith)
