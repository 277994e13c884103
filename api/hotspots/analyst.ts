/** The one thread that analyses: statistics never hold up an answer of the API, and never take more than one core. */
import { Worker } from 'node:worker_threads'
import type { Months } from './analyse.ts'
import type { Question } from './analyse-worker.ts'
import type { Analysis, Material } from './analysis.ts'
import type { Size } from './grid.ts'

interface Waiting { resolve(answer: unknown): void, reject(error: Error): void }

export interface Analyst {
  /** `gridded` names the material to `analyse`, which then need not be sent and read again. */
  sizeFor(material: Material): Promise<{ size: Size | null, gridded: number }>
  analyse(what: { material: Material } | { gridded: number }, months: Months | null): Promise<Analysis>
  close(): Promise<void>
}

export function createAnalyst(): Analyst {
  let worker: Worker | undefined
  let last = 0
  const waiting = new Map<number, Waiting>()

  function failAll(error: Error): void {
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function started(): Worker {
    if (worker !== undefined) return worker
    const made = new Worker(new URL('./analyse-worker.ts', import.meta.url))
    made.on('message', ({ id, answer, error }: { id: number, answer?: unknown, error?: string }) => {
      const asker = waiting.get(id)
      waiting.delete(id)
      if (error === undefined) asker?.resolve(answer)
      else asker?.reject(new Error(error))
      if (waiting.size === 0) made.unref()
    })
    made.on('error', failAll)
    made.on('exit', (code) => { if (worker === made) failAll(new Error(`the analysing thread ended with ${code}`)) })
    worker = made
    return made
  }

  const ask = <T>(question: Question): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.set(question.id, { resolve: resolve as Waiting['resolve'], reject })
      const thread = started()
      thread.ref()
      thread.postMessage(question)
    })

  return {
    async sizeFor(material) {
      const id = ++last
      return { size: await ask<Size | null>({ id, task: 'size', material }), gridded: id }
    },
    analyse: (what, months) => ask({ id: ++last, task: 'analyse', months, ...what }),
    async close() {
      const thread = worker
      worker = undefined
      await thread?.terminate()
    },
  }
}
