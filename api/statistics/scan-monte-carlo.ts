/**
 * The null distribution of a scan: highest LLR over all windows of random data, replicate by replicate.
 *
 * Cost is windows x replicates, so the inner loop compares whole numbers: a window's LLR is computed only where its cases
 * reach the threshold above a low level that (nearly) every replicate's maximum exceeds. Replicates that do not exceed it
 * are scanned again with thresholds above 0: results are exact.
 */
import { randomFrom } from './random.ts'
import { likelihoodOf, thresholds, type Likelihood } from './scan-likelihood.ts'
import { spanColumns, windowMeasures, type ScanProblem } from './scan-problem.ts'
import { samplerOf } from './scan-samplers.ts'

/** Replicates that share a stream of random numbers: results do not depend on how blocks are spread over workers. */
export const blockSize = 8

interface Engine {
  problem: ScanProblem
  measures: Float64Array
  likelihood: Likelihood
}

/** Eight replicates of a purely spatial scan at a time: counts[i * 8 + r]. Reading the windows costs as much as adding. */
function spatialMaxima({ problem: { windows: { starts, members } }, measures, likelihood }: Engine, counts: Int32Array, limits: Int32Array): Float64Array {
  const best = new Float64Array(8)
  const centres = starts.length - 1
  const beat = (replicate: number, c: number, w: number): void => {
    const measure = measures[w] as number
    if (likelihood.atMost(c, measure) <= (best[replicate] as number)) return
    best[replicate] = Math.max(best[replicate] as number, likelihood.of(c, measure))
  }
  for (let centre = 0; centre < centres; centre++) {
    let [c0, c1, c2, c3, c4, c5, c6, c7] = [0, 0, 0, 0, 0, 0, 0, 0]
    const end = starts[centre + 1] as number
    for (let w = starts[centre] as number; w < end; w++) {
      const at = (members[w] as number) << 3
      const limit = limits[w] as number
      c0 += counts[at] as number
      c1 += counts[at + 1] as number
      c2 += counts[at + 2] as number
      c3 += counts[at + 3] as number
      c4 += counts[at + 4] as number
      c5 += counts[at + 5] as number
      c6 += counts[at + 6] as number
      c7 += counts[at + 7] as number
      if (c0 >= limit) beat(0, c0, w)
      if (c1 >= limit) beat(1, c1, w)
      if (c2 >= limit) beat(2, c2, w)
      if (c3 >= limit) beat(3, c3, w)
      if (c4 >= limit) beat(4, c4, w)
      if (c5 >= limit) beat(5, c5, w)
      if (c6 >= limit) beat(6, c6, w)
      if (c7 >= limit) beat(7, c7, w)
    }
  }
  return best
}

/** One replicate of a space-time scan: columns[i * spans + k]. */
function spaceTimeMaximum({ problem: { windows: { starts, members }, spans }, measures, likelihood }: Engine, columns: Int32Array, limits: Int32Array): number {
  const width = spans.length
  const inside = new Int32Array(width)
  let best = 0
  for (let centre = 0; centre + 1 < starts.length; centre++) {
    inside.fill(0)
    const end = starts[centre + 1] as number
    for (let w = starts[centre] as number; w < end; w++) {
      const column = (members[w] as number) * width
      const at = w * width
      for (let k = 0; k < width; k++) {
        const c = (inside[k] as number) + (columns[column + k] as number)
        inside[k] = c
        if (c >= (limits[at + k] as number) && likelihood.atMost(c, measures[at + k] as number) > best) {
          best = Math.max(best, likelihood.of(c, measures[at + k] as number))
        }
      }
    }
  }
  return best
}

/** Maxima of a block of replicates. */
type Block = (number: number, limits: Int32Array) => Float64Array

function blocksOf(engine: Engine, seed: number | string): Block {
  const { problem } = engine
  const { locations, spans, cases } = problem
  const samplerFor = samplerOf(problem)
  const drawn = new Int32Array(cases.length)
  const spatial = spans.length === 1 && problem.steps === 1
  const columns = new Int32Array(locations * (spatial ? blockSize : spans.length))
  return (number, limits) => {
    const sample = samplerFor(randomFrom(`${seed}/${number}`))
    const maxima = new Float64Array(blockSize)
    for (let replicate = 0; replicate < blockSize; replicate++) {
      sample(drawn)
      if (spatial) {
        for (let i = 0; i < locations; i++) columns[i * blockSize + replicate] = drawn[i] as number
      } else {
        spanColumns(drawn, problem, columns)
        maxima[replicate] = spaceTimeMaximum(engine, columns, limits)
      }
    }
    return spatial ? spatialMaxima(engine, columns, limits) : maxima
  }
}

/**
 * Highest LLR of each replicate of the blocks `firstBlock` .. `endBlock` - 1 (8 replicates each), 0 where nothing
 * exceeds expectation. The same seed gives the same numbers for every division into blocks. `told` hears of each block done.
 */
export function nullMaxima(problem: ScanProblem, seed: number | string, firstBlock: number, endBlock: number, told?: () => void): Float64Array {
  const engine: Engine = { problem, measures: windowMeasures(problem), likelihood: likelihoodOf(problem) }
  const limitsAbove = (level: number): Int32Array => thresholds(problem, engine.measures, engine.likelihood, level)
  const everything = limitsAbove(0)
  // the level changes the time only, never a result
  const level = 0.8 * blocksOf(engine, `${seed}/pilot`)(0, everything).reduce((least, value) => Math.min(least, value))
  const limits = limitsAbove(level)
  const block = blocksOf(engine, seed)
  const maxima = new Float64Array((endBlock - firstBlock) * blockSize)
  for (let number = firstBlock; number < endBlock; number++) {
    const found = block(number, limits)
    maxima.set(found.every((value) => value > level) ? found : block(number, everything), (number - firstBlock) * blockSize)
    told?.()
  }
  return maxima
}
