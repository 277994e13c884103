import { parentPort, workerData } from 'node:worker_threads'
import { nullMaxima } from '../statistics/scan-monte-carlo.ts'
import type { ScanProblem } from '../statistics/scan-problem.ts'

export interface ScanShare { problem: ScanProblem, seed: number | string, firstBlock: number, endBlock: number }

const { problem, seed, firstBlock, endBlock } = workerData as ScanShare
parentPort?.postMessage(nullMaxima(problem, seed, firstBlock, endBlock))
