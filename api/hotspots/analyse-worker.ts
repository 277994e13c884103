import { parentPort } from 'node:worker_threads'
import { analyse, sizeFor, type Months } from './analyse.ts'
import type { Material } from './analysis.ts'

export interface Question { id: number, task: 'size' | 'analyse', material: Material, months: Months | null }

parentPort?.on('message', ({ id, task, material, months }: Question) => {
  try {
    parentPort?.postMessage({ id, answer: task === 'size' ? sizeFor(material) : analyse(material, months) })
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
})
