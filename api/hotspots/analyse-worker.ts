import { parentPort } from 'node:worker_threads'
import { analyse, griddedFrom, sizeOf, type Gridded, type Months } from './analyse.ts'
import type { Material } from './analysis.ts'

/** `gridded`: the question about the size whose material this is; runs come one after the other, so the last one is kept. */
export type Question = { id: number, task: 'size', material: Material }
  | { id: number, task: 'analyse', material: Material, months: Months | null }
  | { id: number, task: 'analyse', gridded: number, months: Months | null }

let kept: { id: number, material: Material, gridded: Gridded } | undefined

function answerTo(question: Question): unknown {
  if (question.task === 'size') {
    const gridded = griddedFrom(question.material)
    kept = { id: question.id, material: question.material, gridded }
    return sizeOf(gridded)
  }
  if ('material' in question) return analyse(question.material, question.months)
  if (kept?.id !== question.gridded) throw new Error(`the material of question ${question.gridded} is not here`)
  const { material, gridded } = kept
  kept = undefined
  return analyse(material, question.months, gridded)
}

parentPort?.on('message', (question: Question) => {
  const { id } = question
  try {
    parentPort?.postMessage({ id, answer: answerTo(question) })
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
})
