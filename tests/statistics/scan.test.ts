import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nullMaximaInThreads } from '../../api/hotspots/scan-pool.ts'
import { randomFrom } from '../../api/statistics/random.ts'
import { bestPerCentre, separateClusters } from '../../api/statistics/scan-clusters.ts'
import { bernoulliLikelihood, poissonLikelihood } from '../../api/statistics/scan-likelihood.ts'
import { nullMaxima } from '../../api/statistics/scan-monte-carlo.ts'
import { membersOf } from '../../api/statistics/scan-observed.ts'
import { permutationExpected, prospectiveSpans, retrospectiveSpans, scaledTo, totalOf, type ScanProblem } from '../../api/statistics/scan-problem.ts'
import { samplerOf } from '../../api/statistics/scan-samplers.ts'
import { monteCarloP, recurrenceDays, strictMonteCarloP } from '../../api/statistics/scan-significance.ts'
import { circularWindows, distanceBetween } from '../../api/statistics/scan-windows.ts'
import { poisson } from './maps.ts'

/** A small scan of each kind. */
function problemOf(model: ScanProblem['model'], seed: number, steps = 1, shift = 0): ScanProblem {
  const random = randomFrom(seed)
  const locations = 24
  const place = (): Float64Array => new Float64Array(locations).map(() => Math.floor(random() * 1_000) + shift)
  const [x, y] = [place(), place()]
  const people = new Float64Array(locations * steps).map(() => 5 + Math.floor(40 * random()))
  const cases = Int32Array.from(people, (n) => Math.min(n, poisson(random, n / 12)))
  const measure = model === 'bernoulli' ? people : model === 'poisson' ? scaledTo(cases, people) : permutationExpected(cases, locations)
  const byLocation = new Float64Array(locations).map((_, i) => totalOf(measure.filter((__, at) => at % locations === i)))
  return {
    model, locations, steps, cases, measure, minCases: 2,
    spans: steps === 1 ? [{ from: 0, to: 0 }] : seed % 2 === 0 ? prospectiveSpans(steps, 3) : retrospectiveSpans(steps, 3),
    windows: circularWindows(x, y, { measure: byLocation, maxShare: 0.5 }),
  }
}

const kinds = [['poisson', 1], ['bernoulli', 1], ['permutation', 6], ['poisson', 6]] as const

describe('scan windows', () => {
  it('grow by distance, stop before the first location that is too much, and take a spot whole', () => {
    const { starts, members } = circularWindows([0, 1, 2.5, 9], [0, 0, 0, 0], { measure: [1, 1, 5, 1], maxShare: 0.5 })
    expect([...members.subarray(starts[0], starts[1])]).toEqual([0, 1])
    expect([...members.subarray(starts[2], starts[3])]).toEqual([])
    const spot = circularWindows([0, 0, 1], [0, 0, 0], { measure: [1, 1, 1], maxShare: 1 })
    expect([...spot.whole.subarray(0, 3)]).toEqual([0, 1, 1])
  })
  it('hold whole rings of a grid where asked to, and nothing beyond a radius', () => {
    const side = [0, 1, 2, 0, 1, 2, 0, 1, 2]
    const windows = circularWindows(side, side.map((_, i) => Math.floor(i / 3)), { measure: side.map(() => 1), maxShare: 1, groupTies: true, maxRadius: 1 })
    const [from, to] = [Number(windows.starts[4]), Number(windows.starts[5])]
    expect(to - from).toBe(5)
    expect([...windows.whole.subarray(from, to)]).toEqual([1, 0, 0, 0, 1])
  })
  it('measure degrees on the sphere', () => {
    expect(distanceBetween([104, 104], [27, 28], 0, 1, true)).toBeCloseTo(6_367_000 * Math.PI / 180, 3)
    const windows = circularWindows([104, 104.01, 104.03], [27, 27, 27], { measure: [1, 1, 1], maxShare: 1, lonLat: true, maxRadius: 1_500 })
    expect([...windows.members.subarray(windows.starts[0], windows.starts[1])]).toEqual([0, 1])
  })
})

describe('likelihoods', () => {
  it('grow with the cases, are 0 at expectation, and never exceed their bound', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 80 }), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (c, share) => {
      const [n, all, individuals] = [Math.ceil(share * 200), 80, 200]
      for (const [{ of, atMost }, measure] of [[poissonLikelihood(all), share * all], [bernoulliLikelihood(all, individuals), n]] as const) {
        if (measure === n && (c > n || all - c > individuals - n)) continue
        expect(of(c, measure)).toBeLessThanOrEqual(atMost(c, measure) + 1e-9)
        expect(of(c - 1, measure)).toBeLessThanOrEqual(of(c, measure) + 1e-12)
      }
      expect(poissonLikelihood(all).of(10, 10)).toBe(0)
    }))
  })
})

describe('a scan', () => {
  it('does not know where the map lies', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: -5_000, max: 5_000 }), (seed, shift) => {
      const [here, there] = [problemOf('poisson', seed), problemOf('poisson', seed, 1, shift)]
      const found = (problem: ScanProblem) => separateClusters(problem).map(({ llr, centre, size }) => [llr, centre, size])
      expect(found(there)).toEqual(found(here))
    }), { numRuns: 20 })
  })

  it('keeps clusters apart, strongest first', () => {
    for (let seed = 0; seed < 20; seed++) {
      const problem = problemOf('poisson', seed)
      const clusters = separateClusters(problem)
      const all = clusters.flatMap((found) => [...membersOf(problem, found)])
      expect(new Set(all).size).toBe(all.length)
      clusters.slice(1).forEach(({ llr }, i) => { expect(llr).toBeLessThanOrEqual(Number(clusters[i]?.llr)) })
    }
  })

  it.each(kinds)('of %s data over %i steps: the fast maxima are those of the plain scan', (model, steps) => {
    for (const seed of [2, 3]) {
      const problem = problemOf(model, seed, steps)
      const maxima = nullMaxima(problem, 'same', 0, 3)
      const plain: number[] = []
      for (let block = 0; block < 3; block++) {
        const sample = samplerOf(problem)(randomFrom(`same/${block}`))
        for (let replicate = 0; replicate < 8; replicate++) {
          const cases = new Int32Array(problem.cases.length)
          sample(cases)
          const drawn = { ...problem, cases, measure: problem.measure }
          // a sample need not fill steps that no span touches: the totals are those of the data
          const missing = totalOf(problem.cases) - totalOf(cases)
          if (missing > 0) drawn.cases[0] = Number(cases[0]) + missing
          plain.push(Math.max(0, ...bestPerCentre(drawn).map((found) => found?.llr ?? 0)))
        }
      }
      plain.forEach((llr, i) => { expect(maxima[i]).toBeCloseTo(llr, 9) })
    }
  })

  it('gives the same maxima however its blocks are divided, in threads too', async () => {
    const problem = problemOf('permutation', 5, 6)
    const whole = nullMaxima(problem, 7, 0, 6)
    expect([...nullMaxima(problem, 7, 0, 2), ...nullMaxima(problem, 7, 2, 6)]).toEqual([...whole])
    expect([...await nullMaximaInThreads(problem, 7, 45, 3)]).toEqual([...whole.subarray(0, 45)])
  })

  it.each(kinds)('draws %s data over %i steps with the margins it conditions on', (model, steps) => {
    const problem = problemOf(model, 3, steps)
    const drawn = new Int32Array(problem.cases.length)
    const sample = samplerOf(problem)(randomFrom(1))
    const sums = new Float64Array(drawn.length)
    for (let i = 0; i < 4_000; i++) {
      sample(drawn)
      expect(totalOf(drawn)).toBe(totalOf(problem.cases))
      drawn.forEach((count, at) => { sums[at] = Number(sums[at]) + count / 4_000 })
      if (model === 'bernoulli') expect(drawn.every((count, at) => count <= Number(problem.measure[at]))).toBe(true)
    }
    const share = totalOf(problem.cases) / totalOf(problem.measure)
    sums.forEach((mean, at) => { expect(Math.abs(mean - Number(problem.measure[at]) * share)).toBeLessThan(0.35) })
  })
})

describe('significance', () => {
  it('counts ties as exceedances', () => {
    const maxima = Float64Array.of(1, 2, 2, 3)
    expect([monteCarloP(2, maxima), strictMonteCarloP(2, maxima)]).toEqual([4 / 5, 2 / 5])
  })
  it('waits 19.2 years for p = 0.001 in weekly analyses', () => {
    expect(recurrenceDays(0.001, 7) / 365.25).toBeCloseTo(19.2, 1)
    expect(recurrenceDays(0.05, 7, 52)).toBeGreaterThan(recurrenceDays(0.05, 7))
    expect(recurrenceDays(1, 7)).toBe(7)
  })
})
