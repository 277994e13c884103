import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { today } from '../county-day.ts'
import { type Answer, type LookOrder, type Order, WINDOW } from './child-protocol.ts'
import { FileRefused } from './refusal.ts'
import type { FieldName, FileLook, LookOptions, ParsedRow, Reading, ReadOptions, ReadSummary, RowBatch, Understood } from './types.ts'

export interface ReadControl {
  /** aborting kills the child at once */
  signal?: AbortSignal
  /** 0-1 of the file's bytes, after each batch */
  onProgress?: (share: number) => void
  /** ms of the child's own time; the default grows with the file, 60 s to 300 s. Time spent waiting for the caller does not count */
  budgetMs?: number
  /** MB of heap that the child gets, default 768 */
  heapMb?: number
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Reads a file in a child process of its own and hands over checked rows in batches, with back-pressure: the child stops
 * while the caller writes. Resolves as soon as the file is understood.
 * @throws FileRefused with the line and the parameter that would answer the question; also `reader-timeout`,
 * `reader-memory`, `reader-failed`, `reader-stopped` when the child was ended
 */
export async function readFile(path: string, options: ReadOptions, control: ReadControl = {}): Promise<Reading> {
  const file = await realpath(path)
  const child = new ReaderChild(file, control)
  child.order({ path: file, options: { fileName: basename(path), ...options }, today: today() })
  const first = await child.next()
  if (first.kind !== 'understood') throw child.end(failed(`unexpected answer ${first.kind}`))
  const { promise: summary, resolve, reject } = Promise.withResolvers<ReadSummary>()
  summary.catch(() => {}) // a caller that stops early never asks for it
  async function* batches(): AsyncGenerator<RowBatch> {
    try {
      child.grant(WINDOW)
      for (;;) {
        const answer = await child.next()
        if (answer.kind === 'summary') {
          resolve(answer.summary)
          return
        }
        if (answer.kind !== 'batch') throw failed(`unexpected answer ${answer.kind}`)
        control.onProgress?.(answer.batch.progress)
        yield answer.batch
        child.grant(1)
      }
    } catch (error) {
      reject(error)
      throw error
    } finally {
      reject(stopped())
      child.kill()
    }
  }
  return { understood: first.understood, batches: batches(), summary, stop: () => { child.end(stopped()) } }
}

/**
 * Looks at the first rows of a file, in a child as for reading it.
 * @throws FileRefused as `readFile`
 */
export async function lookAtFile(path: string, look: LookOptions, control: ReadControl = {}): Promise<FileLook> {
  const file = await realpath(path)
  const child = new ReaderChild(file, control)
  try {
    child.order({ path: file, look, today: today() })
    const answer = await child.next()
    if (answer.kind !== 'look') throw failed(`unexpected answer ${answer.kind}`)
    return answer.look
  } finally {
    child.kill()
  }
}

/** The rows of a batch as objects. Null values are left out. */
export function* rowsOf(batch: RowBatch, fields: Understood['fields']): Generator<ParsedRow> {
  const errors = Map.groupBy(batch.errors, (error) => error.row)
  const flags = Map.groupBy(batch.flags, (flag) => flag.row)
  for (let row = 0; row < batch.lines.length; row++) {
    const values: ParsedRow['values'] = {}
    for (let f = 0; f < fields.length; f++) {
      const value = batch.values[f]?.[row] ?? null
      if (value !== null) values[fields[f] as FieldName] = value
    }
    yield {
      line: batch.lines[row] ?? 0,
      values,
      ...(batch.geometries ? { geometry: batch.geometries[row] ?? null } : {}),
      errors: errors.get(row) ?? [],
      flags: (flags.get(row) ?? []).map((flag) => flag.flag),
    }
  }
}

/**
 * Node's own fence around the child: it reads the program, its packages and the one file, writes nothing, starts nothing.
 * Packages may stand elsewhere behind a symbolic link; the fence looks at where they really are.
 */
export function childArguments(path: string, heapMb = 768, root = ROOT): string[] {
  const modules = join(root, 'node_modules')
  const packages = existsSync(modules) ? [`--allow-fs-read=${realpathSync(modules)}/*`] : []
  return [`--max-old-space-size=${heapMb}`, '--permission', `--allow-fs-read=${root}*`, ...packages, `--allow-fs-read=${path}`, '--no-warnings']
}

/** One child and the queue of its answers. */
class ReaderChild {
  #child: ChildProcess
  #answers: Answer[] = []
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined
  #over: Error | undefined
  #budgetMs: number
  #usedMs = 0

  constructor(path: string, { signal, budgetMs, heapMb }: ReadControl) {
    this.#budgetMs = budgetMs ?? Math.min(300_000, 60_000 + statSync(path).size / 1_000)
    // no environment: the child needs none of the program's keys
    this.#child = fork(fileURLToPath(new URL('./reader-child.ts', import.meta.url)), [], {
      env: {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced',
      execArgv: childArguments(path, heapMb),
    })
    this.#child.on('message', (answer: Answer) => this.#arrived(answer))
    this.#child.on('error', (error) => this.end(failed(error.message)))
    let gone: Error | undefined
    // the exit may be known before its last answers have been read off the channel
    const over = () => { if (gone && !this.#child.connected) this.end(gone) }
    this.#child.on('exit', (code, killedBy) => {
      gone = killedBy === 'SIGABRT' || code === 134 ? memory() : failed(`exit ${code ?? killedBy}`)
      over()
    })
    this.#child.on('disconnect', over)
    if (signal?.aborted) this.end(stopped())
    signal?.addEventListener('abort', () => this.end(stopped()), { once: true })
  }

  order(order: Order | LookOrder): void {
    this.#child.send(order, (error) => { if (error) this.end(failed(error.message)) })
  }

  grant(more: number): void {
    if (this.#child.connected) this.#child.send({ more }, () => {})
  }

  /** The next answer. While this waits the child's budget runs. */
  async next(): Promise<Answer> {
    const ready = this.#answers.shift()
    if (ready) return this.#opened(ready)
    if (this.#over) throw this.#over
    const since = performance.now()
    const timer = setTimeout(() => this.end(timeout(this.#budgetMs)), Math.max(1, this.#budgetMs - this.#usedMs))
    try {
      return this.#opened(await new Promise<Answer>((resolve, reject) => { this.#waiting = { resolve, reject } }))
    } finally {
      clearTimeout(timer)
      this.#usedMs += performance.now() - since
    }
  }

  end(why: Error): Error {
    this.#over ??= why
    this.#waiting?.reject(this.#over)
    this.#waiting = undefined
    this.kill()
    return this.#over
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #arrived(answer: Answer): void {
    if (this.#waiting) this.#waiting.resolve(answer)
    else this.#answers.push(answer)
    this.#waiting = undefined
  }

  #opened(answer: Answer): Answer {
    if (answer.kind === 'refused') throw this.end(FileRefused.fromData(answer.refusal))
    if (answer.kind === 'failed') throw this.end(failed(answer.message))
    return answer
  }
}

function timeout(ms: number): FileRefused {
  return new FileRefused('reader-timeout', `解析超过 ${Math.round(ms / 1000)} 秒，已停止。请拆分文件后再导入。`,
    `Parsing took more than ${Math.round(ms / 1000)} s and was stopped. Split the file.`)
}

function memory(): FileRefused {
  return new FileRefused('reader-memory', '解析占用内存过多，已停止。请拆分文件或另存为 .csv。',
    'Parsing needed too much memory and was stopped. Split the file or save it as .csv.')
}

function failed(message: string): FileRefused {
  return new FileRefused('reader-failed', `解析进程出错：${message}`, `The reader process failed: ${message}`)
}

function stopped(): FileRefused {
  return new FileRefused('reader-stopped', '读取已取消。', 'Reading was cancelled.')
}
