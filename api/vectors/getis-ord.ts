import { exactSumP } from '../statistics/exact-sum.ts'
import { benjaminiHochberg, benjaminiYekutieli } from '../statistics/false-discovery.ts'
import { gi, giStar, giStarShare, significanceBins } from '../statistics/getis-ord.ts'
import { neighbourhoodSizes, neighbourhoodSums } from '../statistics/neighbours.ts'
import { twoSidedP } from '../statistics/normal.ts'
import type { Comparison, Tolerances } from './comparison.ts'
import { isRecord, number, numbers, type VectorFile } from './file.ts'
import { partsOf, type Part } from './neighbourhoods.ts'

const tolerances: Tolerances = (field) =>
  (/_p_|(^|_)p$|^q_/.test(field) ? { relative: 1e-8 } : /bin|n_neighbours|cell_index|radius|band/.test(field) ? {} : { absolute: 1e-9 })

function answersOf(values: Float64Array, { neighbours }: Part): Record<string, unknown> {
  const sizes = neighbourhoodSizes(neighbours)
  const [plain, star] = [gi(values, neighbours), giStar(values, neighbours)]
  const [p, q] = [star.map(twoSidedP), benjaminiHochberg(star.map(twoSidedP))]
  const { share, expectation, variance } = giStarShare(values, neighbours)
  return {
    n_neighbours: sizes.map((w) => w - 1), n_neighbours_incl_self: sizes,
    gi_z: plain, gi_p_two_sided: plain.map(twoSidedP), gi_p_BH: benjaminiHochberg(plain.map(twoSidedP)),
    gistar_z: star, gistar_G: share, gistar_EG: expectation, gistar_VG: variance,
    gistar_p_two_sided: p, gistar_p_BH: q, gistar_p_BY: benjaminiYekutieli(p),
    gistar_bin_fdr: significanceBins(star, q), gistar_bin_raw: significanceBins(star, p),
  }
}

/** Published values: whole lists (`gi_z_binary`), one cell at every band (`gi_z_at_cell`) or at one (`gistar_z_at_cell_d30`). */
function published(file: VectorFile, answers: Map<string, Record<string, unknown>>, comparison: Comparison): void {
  if (!isRecord(file.published)) return
  const cell = number(file.meta, 'cell_index0') ?? -1
  const n = numbers(file.input, 'values').length
  const at = (bands: Record<string, unknown>, field: string): unknown => (bands[field] as Float64Array | undefined)?.[cell]
  for (const [key, value] of Object.entries(file.published)) {
    const [, field = '', rest = ''] = /^(gi_z|gistar_z)(_.*)?$/.exec(key) ?? []
    const band = /_(d\d+)/.exec(rest)?.[1]
    const chosen = band === undefined ? [...answers.values()] : [answers.get(`expected.${band}`) ?? {}]
    const allowed = { absolute: 1e-7 }
    if (rest === '_binary') comparison.tree(`published.${key}`, value, chosen[0]?.[field], () => allowed)
    else if (rest === '_at_cell') comparison.tree(`published.${key}`, value, chosen.map((one) => at(one, field)), () => allowed)
    // the variance divided by n - 1 instead of n
    else if (rest.endsWith('_n_minus_1_variance')) comparison.tree(`published.${key}`, value, Number(at(chosen[0] ?? {}, field)) * Math.sqrt((n - 1) / n), () => allowed)
    else if (band !== undefined) comparison.tree(`published.${key}`, value, at(chosen[0] ?? {}, field), () => allowed)
  }
}

export function getisOrd(file: VectorFile, comparison: Comparison): void {
  const values = numbers(file.input, 'values', 'counts')
  const answers = new Map<string, Record<string, unknown>>()
  for (const part of partsOf(file.input, file.expected)) {
    const answer = { ...part.expected['radius'] === undefined ? {} : { radius: part.expected['radius'] }, ...answersOf(values, part) }
    answers.set(part.path, answer)
    comparison.tree(part.path, part.expected, answer, tolerances)
  }
  published(file, answers, comparison)
}

const exactTolerances: Tolerances = (field) => (field.startsWith('p_') ? { relative: 1e-9 } : field.startsWith('q_') ? { relative: 1e-8 } : {})

export function exactGi(file: VectorFile, comparison: Comparison): void {
  const counts = numbers(file.input, 'values', 'counts')
  for (const part of partsOf(file.input, file.expected)) {
    const sizes = neighbourhoodSizes(part.neighbours)
    const sums = neighbourhoodSums(counts, part.neighbours)
    const { hot, cold } = exactSumP(counts, sums, sizes)
    const echoed = Object.fromEntries(['radius', 'band', 'distance'].filter((name) => name in part.expected).map((name) => [name, part.expected[name]]))
    comparison.tree(part.path, part.expected, {
      ...echoed, n_neighbours_incl_self: sizes, n_neighbours: sizes.map((w) => w - 1), local_sum: sums, p_hot: hot, p_cold: cold,
      q_hot_BH: benjaminiHochberg(hot), q_cold_BH: benjaminiHochberg(cold), q_hot_BY: benjaminiYekutieli(hot), q_cold_BY: benjaminiYekutieli(cold),
    }, exactTolerances)
  }
}
