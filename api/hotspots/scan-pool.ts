import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { blockSize } from '../statistics/scan-monte-carlo.ts'
import type { ScanProblem } from '../statistics/scan-problem.ts'
import type { ScanMessage, ScanShare } from './scan-worker.ts'

function share(data: ScanShare, blockDone: () => void): Promise<Float64Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { workerData: data })
    worker.on('message', (message: ScanMessage) => {
      if (message === 'block') blockDone()
      else resolve(message)
    })
    worker.once('error', reject)
    worker.once('exit', (code) => { reject(new Error(`scan worker ended with ${code}`)) })
  })
}

/**
 * `nullMaxima` over the machine's cores, in threads of their own: the caller's event loop stays free. The same seed gives
 * the same numbers on any number of cores. `told` hears how many replicates are done.
 */
export async function nullMaximaInThreads(
  problem: ScanProblem, seed: number | string, replications: number, threads = availableParallelism(), told?: (done: number) => void,
): Promise<Float64Array> {
  const blocks = Math.ceil(replications / blockSize)
  const shares = Math.min(threads, blocks)
  const bounds = Array.from({ length: shares + 1 }, (_, i) => Math.round(blocks * i / shares))
  let done = 0
  const blockDone = (): void => { told?.(Math.min(replications, ++done * blockSize)) }
  const parts = await Promise.all(bounds.slice(1).map((endBlock, i) => share({ problem, seed, firstBlock: bounds[i] as number, endBlock }, blockDone)))
  const maxima = new Float64Array(blocks * blockSize)
  parts.forEach((part, i) => { maxima.set(part, (bounds[i] as number) * blockSize) })
  return maxima.subarray(0, replications)
}
