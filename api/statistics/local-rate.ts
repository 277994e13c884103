/**
 * Local rates against exposure: the conditional binomial test. Given C cases in all and expected shares proportional to
 * exposure (E_i = C N_i / sum N), the cases c of a neighbourhood with share pi = sum E / C are Binomial(C, pi) under
 * constant risk: p = P(Bin(C, pi) >= c). Cells without exposure are no part of the test.
 */
import { neighbourhoodSums, type Neighbours } from './neighbours.ts'
import { binomialUpper } from './tails.ts'

export interface LocalRates {
  /** cases and expected cases of each neighbourhood */
  observed: Float64Array
  expected: Float64Array
  /** (c/E) / ((C-c)/(C-E)): Infinity when every case lies inside */
  relativeRisk: Float64Array
  /** NaN where the cell has no exposure */
  p: Float64Array
}

/** `cases` whole numbers, `exposure` >= 0 (households, residents); cells without exposure give their cases to nobody. */
export function localRates(cases: ArrayLike<number>, exposure: ArrayLike<number>, neighbours: Neighbours): LocalRates {
  let [total, population] = [0, 0]
  const counted = new Float64Array(cases.length)
  for (let i = 0; i < cases.length; i++) {
    const exposed = exposure[i] as number
    if (!(exposed >= 0)) throw new RangeError(`not an exposure: ${exposed}`)
    if (exposed === 0) continue
    counted[i] = cases[i] as number
    total += cases[i] as number
    population += exposed
  }
  const observed = neighbourhoodSums(counted, neighbours)
  const exposed = neighbourhoodSums(exposure, neighbours)
  const expected = exposed.map((sum) => total * sum / population)
  return {
    observed, expected,
    relativeRisk: expected.map((e, i) => {
      const c = observed[i] as number
      return c / e / ((total - c) / (total - e))
    }),
    p: exposed.map((sum, i) => (exposure[i] === 0 || total === 0 ? Number.NaN : binomialUpper(observed[i] as number, total, Math.min(1, sum / population)))),
  }
}
