/**
 * The process in which files are parsed. It holds the bytes of strangers, so it gets no environment, may read the
 * program and the one file, has a small heap, and is killed when it takes too long. See read-file.ts for the other side.
 */
import { type Answer, type Credit, type LookOrder, type Order } from './child-protocol.ts'
import { lookAt } from './look.ts'
import { vertexCount } from './parse/geometry.ts'
import { openTable } from './read/open.ts'
import { FileRefused } from './refusal.ts'
import type { RawBatch, SourceTable } from './types.ts'
import { understand, type Understanding } from './understand.ts'

const PART_VERTICES = 100_000
let credit = 0
let wake: (() => void) | undefined

process.once('message', (order: Order | LookOrder) => {
  process.on('message', ({ more }: Credit) => {
    credit += more
    wake?.()
  })
  carryOut(order).catch(report).finally(() => process.disconnect())
})

async function carryOut(order: Order | LookOrder): Promise<void> {
  if ('look' in order) {
    await send({ kind: 'look', look: await lookAt(await openTable(order.path, order.look), order.look, order.today) })
    return
  }
  const table = await openTable(order.path, order.options)
  const understanding = await understand(table, order.options, order.today)
  await sendRows(table, understanding, order.options.batchRows ?? 2_000)
}

async function sendRows(table: SourceTable, { understood, maker, rows }: Understanding, batchRows: number): Promise<void> {
  const noticed = table.warnings.length
  await send({ kind: 'understood', understood })
  for await (const raw of rows) {
    for (const part of parts(raw, batchRows)) {
      const batch = maker.convert(part, Math.min(1, table.position() / Math.max(1, table.size)))
      while (credit <= 0) await new Promise<void>((resolve) => { wake = resolve })
      credit--
      await send({ kind: 'batch', batch })
    }
  }
  await send({ kind: 'summary', summary: { ...maker.tally, fillRates: maker.fillRates(), notices: table.warnings.slice(noticed) } })
}

/**
 * A block of text may hold ten thousand short rows, or a thousand boundaries of twenty thousand vertices: no message to
 * the caller is longer than so many rows or vertices.
 */
function* parts(raw: RawBatch, rows: number): Generator<RawBatch> {
  let from = 0
  let vertices = 0
  for (let i = 0; i < raw.rows.length; i++) {
    vertices += raw.geometries ? vertexCount(raw.geometries[i] ?? null) : 0
    if (i + 1 - from < rows && vertices < PART_VERTICES && i + 1 < raw.rows.length) continue
    const geometries = raw.geometries?.slice(from, i + 1)
    yield { lines: raw.lines.slice(from, i + 1), rows: raw.rows.slice(from, i + 1), ...(geometries ? { geometries } : {}) }
    from = i + 1
    vertices = 0
  }
}

async function report(error: unknown): Promise<void> {
  if (error instanceof FileRefused) await send({ kind: 'refused', refusal: error.toData() })
  else await send({ kind: 'failed', message: error instanceof Error ? `${error.name}: ${error.message.slice(0, 300)}` : 'unknown' })
}

function send(answer: Answer): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(answer, (error: Error | null) => error ? reject(error) : resolve())
  })
}
