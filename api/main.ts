/** The process: port, database, demo county, web app, server - and an orderly end. */
import { buildApp } from './app.ts'
import { openOwnStyle } from './basemap/own-style.ts'
import { buildWebWhenStale } from './build-web.ts'
import { describeConfig, loadConfig, type Config } from './config.ts'
import { consoleLog as log, failWith } from './console-log.ts'
import type { Db } from './db/db.ts'
import { demoAccounts, demoPassword, hasDemoAccounts } from './demo-accounts.ts'
import { keepAlarm } from './hotspots/keep-alarm.ts'
import { keepHouse } from './housekeeping.ts'
import { keepNotices } from './notices/keep-notices.ts'
import { keepSame } from './same/keep-same.ts'
import { loadDemoWhenEmpty, openMigrated } from './open-data.ts'
import { holdPort } from './starting.ts'
import { warmAside } from './warm.ts'

const began = performance.now()
/** After a signal, what still runs may take this long before the process ends anyway. */
const graceMs = 10_000

async function openWithDemo(config: Config): Promise<Db> {
  const db = await openMigrated(config, log)
  try {
    await loadDemoWhenEmpty(db, config, log)
    return db
  } catch (error) {
    await db.close()
    throw error
  }
}

/** Waits for both even when one fails: a child process must not outlive the other's error. */
async function together<A, B>(first: Promise<A>, second: Promise<B>, undo: (made: A) => Promise<void>): Promise<A> {
  const [a, b] = await Promise.allSettled([first, second])
  if (a.status === 'rejected') throw a.reason
  if (b.status === 'rejected') {
    await undo(a.value)
    throw b.reason
  }
  return a.value
}

function greet(config: Config, db: Db, hasDemo: boolean): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const address = config.publicOrigin ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`
  log.info(`\n区域治理一张图 已就绪 / ready in ${seconds} s: ${address}`)
  if (hasDemo) {
    log.info(`演示账号 / demo accounts: ${demoAccounts.map(({ username }) => username).join(' ')}`)
    log.info(`口令 / password: ${demoPassword}`)
  }
  if (db.engine === 'embedded') {
    log.info('内置数据库适合演示与试用，不保证断电安全；正式使用请设置 DATABASE_URL'
      + ' / the embedded database has no power-loss guarantee; set DATABASE_URL for real use')
  }
}

/** What must be closed, last opened first; filled while the program starts, so that a signal then is orderly too. */
const open: (() => Promise<void> | void)[] = []
let ending = false

async function end(why: string, code: number): Promise<void> {
  if (ending) process.exit(code)
  ending = true
  log.info(`正在停止 / stopping: ${why}`)
  setTimeout(() => process.exit(code), graceMs).unref()
  for (const close of open.reverse()) {
    try {
      await close()
    } catch (error) {
      log.error(String(error))
    }
  }
  process.exit(code)
}

async function start(): Promise<void> {
  process.on('SIGINT', () => void end('SIGINT', 0))
  process.on('SIGTERM', () => void end('SIGTERM', 0))
  const config = loadConfig()
  log.info(describeConfig(config))
  const ownStyle = await openOwnStyle(config, log)
  const release = await holdPort(config)
  const build = process.argv.includes('--no-build') ? Promise.resolve(false) : buildWebWhenStale(log)
  const db = await together(openWithDemo(config), build, (made) => made.close())
  open.push(() => db.close())
  const app = await buildApp({ db, config, ownStyle })
  open.push(() => app.close(), keepHouse(db, log), keepAlarm(db, log), keepNotices(db, config.publicOrigin ?? null, log), await keepSame(db, log))
  process.on('uncaughtException', (error) => {
    app.log.fatal({ err: error }, 'uncaught')
    void end('内部错误 / internal error', 1)
  })
  await release()
  await app.listen({ port: config.port, host: config.host })
  greet(config, db, await hasDemoAccounts(db))
  warmAside(db, log)
}

await start().catch(failWith)
