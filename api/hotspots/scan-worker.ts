import { parentPort, workerData } from 'node:worker_threads'
import { nullMaxima } from '../statistics/scan-monte-carlo.ts'
import type { ScanProblem } from '../statistics/scan-problem.ts'

export interface ScanShare { problem: ScanProblem, seed: number | string, firstBlock: number, endBlock: number }
/** `block` for each block that is done, then the maxima. */
export type ScanMessage = 'block' | Float64Array

const tell = (message: ScanMessage): void => { parentPort?.postMessage(message) }
const { problem, seed, firstBlock, endBlock } = workerData as ScanShare
tell(nullMaxima(problem, seed, firstBlock, endBlock, () => { tell('block') }))
