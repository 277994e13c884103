/**
 * The process that holds the embedded engine: argv[2] is the data folder. It answers one request at a time and ends
 * when its parent does.
 */
import type { PGlite } from '@electric-sql/pglite'
import { copyMessages } from './copy-messages.ts'
import { createExtensions, openEngine } from './embedded-engine.ts'
import { splitStatements } from './statements.ts'
import { exceptionsThrown } from './swallowed-exceptions.ts'
import type { Failure, Hello, Order, Reply, Request, Step, StepResult } from './embedded-protocol.ts'

/** Parameters are PostgreSQL text already; PGlite must not convert them a second time. */
const textOnly = new Proxy({}, { get: () => (value: unknown) => value })

class Swallowed extends Error {
  constructor() {
    super('数据库引擎内部异常（多因图形无效），语句未执行 / an exception inside the engine (mostly an invalid geometry): ' +
      'the statement did not run')
  }
}

interface EngineResult { rows: unknown[]; command?: string; rowCount?: number }
const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'COPY'])

/** Guard G2: without a command tag the statement did not run, whatever else the result says. */
function tagged(result: EngineResult | undefined): StepResult {
  const { command, rowCount, rows } = result ?? { rows: [] }
  if (command === undefined) throw new Swallowed()
  return {
    rows: rows as Record<string, unknown>[],
    affected: changing.has(command) ? (rowCount ?? 0) : 0,
    command,
  }
}

async function runWords(db: PGlite, sql: string, tags: readonly string[]): Promise<StepResult> {
  const results = await db.exec(sql)
  const got = results.map((result) => tagged(result).command)
  if (got.length !== tags.length) throw new Swallowed()
  const wrong = tags.findIndex((tag, at) => tag !== got[at])
  if (wrong >= 0) {
    throw Object.assign(new Error(`事务已中止 / the transaction was aborted: ${got[wrong]}`), { code: '25P02' })
  }
  return tagged(results.at(-1))
}

async function runCopy(db: PGlite, sql: string, lines: Uint8Array): Promise<StepResult> {
  const messages = await db.runExclusive(() => db.execProtocolStream(copyMessages(sql, lines), { syncToFs: false }))
  const complete = messages.find((message) => message.name === 'commandComplete')
  const tag = complete && 'text' in complete ? String(complete.text) : undefined
  return tagged({ rows: [], command: tag?.split(' ')[0], rowCount: Number(tag?.split(' ')[1]) })
}

/** Nothing that happened while an exception was thrown is to be believed: neither success nor the error it became. */
async function runWatched(db: PGlite, step: Step): Promise<StepResult> {
  const before = exceptionsThrown()
  const [outcome] = await Promise.allSettled([runStep(db, step)])
  if (exceptionsThrown() !== before) throw new Swallowed()
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}

async function runStep(db: PGlite, step: Step): Promise<StepResult> {
  if (step.kind === 'words') return runWords(db, step.sql, step.tags)
  if (step.kind === 'copy') return runCopy(db, step.sql, step.lines)
  const result = await db.query(step.sql, [...step.params], { serializers: textOnly })
  // the one harmless reason for a missing tag
  if (result.command === undefined && splitStatements(step.sql).length === 0) {
    throw Object.assign(new Error('空语句 / the statement is empty'), { code: '42601' })
  }
  return tagged(result)
}

function failureOf(error: unknown): Failure {
  const { message, code, hint, detail, constraint } = error as Partial<Failure>
  return {
    message: message ?? String(error), code: code ?? 'XX000', hint, detail, constraint,
    swallowed: error instanceof Swallowed,
  }
}

/** Runs the steps; the result is that of the last plain statement, or of the last step when there is none. */
async function answer(db: PGlite, { id, steps, atomic }: Request): Promise<Reply> {
  let result: StepResult | undefined
  try {
    for (const step of steps) {
      const done = await runWatched(db, step)
      if (step.kind !== 'words' || result === undefined) result = done
    }
  } catch (error) {
    const failure = failureOf(error)
    if (atomic && !failure.swallowed && db.isInTransaction()) await db.exec('rollback')
    return { id, ok: false, failure, rss: process.memoryUsage.rss() }
  }
  return { id, ok: true, result: result ?? { rows: [], affected: 0, command: '' }, rss: process.memoryUsage.rss() }
}

async function main(dataDir: string): Promise<void> {
  const send = (message: Hello | Reply): void => { process.send?.(message) }
  process.on('disconnect', () => process.exit(1))
  // Ctrl-C reaches the whole terminal group: the parent decides when the engine closes
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => undefined)

  const db = await openEngine(dataDir)
  await createExtensions(db)

  let last = Promise.resolve()
  process.on('message', (order: Order) => {
    last = last.then(async () => {
      if ('steps' in order) {
        send(await answer(db, order))
        return
      }
      await db.exec('checkpoint')
      await db.close()
      // all is on disk: to take half a gigabyte of engine apart in order would take three times as long as closing it did
      process.kill(process.pid, 'SIGKILL')
    })
  })
  send({ ready: true, rss: process.memoryUsage.rss() })
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  const hello: Hello = { ready: false, message: error instanceof Error ? error.message : String(error) }
  process.send?.(hello, () => process.exit(1))
})
