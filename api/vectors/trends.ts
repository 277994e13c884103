import { emergingClass, emergingMatches, type EmergingClass } from '../statistics/emerging.ts'
import { benjaminiHochberg } from '../statistics/false-discovery.ts'
import { significanceBins } from '../statistics/getis-ord.ts'
import { mannKendall } from '../statistics/mann-kendall.ts'
import { neighbourhoodSizes, neighboursFromLists } from '../statistics/neighbours.ts'
import { twoSidedP } from '../statistics/normal.ts'
import { cubeGiStar, cubeNeighbours } from '../statistics/space-time-cube.ts'
import type { Comparison, Tolerances } from './comparison.ts'
import { firstOf, isRecord, matrix, neighbourLists, number, numbers, records, sameLength, type VectorFile } from './file.ts'

export function trends(file: VectorFile, comparison: Comparison): void {
  const key = file.body['series'] === undefined ? 'cases' : 'series'
  records(file.body, key).forEach((one, i) => {
    const x = numbers(one, 'x', 'values')
    const found = mannKendall(x)
    comparison.tree(`${key}[${i}].expected`, one['expected'], {
      n: x.length, S: found.s, varS: found.variance, var: found.variance, z: found.z, p: found.pNormal,
      z_continuity: found.z, p_two_continuity: found.pNormal,
      z_no_continuity: found.zUncorrected, p_two_no_continuity: twoSidedP(found.zUncorrected),
      tau_b: found.tauB, sen_slope: found.slope, exact_p_two: found.pExact,
    }, (field) => (field === 'n' || field === 'S' ? {} : { absolute: 1e-9 }))
  })
}

const label = (found: EmergingClass | null): string => (found === null ? 'no pattern detected' : `${found.pattern} ${found.kind} spot`)

/** One expected category: the class of our precedence, or any that holds literally where several do. */
function category(at: string, expected: Record<string, unknown>, bins: number[], trend: { z: number, p: number }, alpha: number, comparison: Comparison): void {
  const ours = label(emergingClass(bins, trend.z, trend.p, alpha))
  const matches = emergingMatches(bins, trend.z, trend.p, alpha).map(label)
  const literal = Array.isArray(expected['literal_matches']) ? expected['literal_matches'] as string[] : []
  const ambiguous = expected['ambiguous'] === true || literal.length > 1
  const allowed = ambiguous ? [...literal, expected['expected']] : [expected['expected']]
  comparison.holds(`${at}.expected`, allowed.includes(ours), () => `${ours}, expected ${allowed.join(' or ')}`)
  const all = matches.length === 0 ? ['no pattern detected'] : matches
  literal.forEach((one, i) => comparison.holds(`${at}.literal_matches[${i}]`, all.includes(one), () => `${all.join(', ')}, expected ${one} among them`))
  if (typeof expected['ambiguous'] === 'boolean') {
    comparison.holds(`${at}.ambiguous`, expected['ambiguous'] === all.length > 1, () => `${all.length} definitions hold`)
  }
}

const trendTolerances: Tolerances = (field) => (field === 'S' ? {} : field === 'p' ? { relative: 1e-8, absolute: 1e-12 } : { absolute: 1e-9 })

export function categories(file: VectorFile, comparison: Comparison): void {
  const alpha = number(file.body, 'alpha_trend') ?? number(file.meta, 'alpha_trend') ?? 0.05
  records(file.body, 'cases').forEach((one, i) => {
    const [z, bins] = [numbers(one, 'z', 'values'), numbers(one, 'bins')]
    sameLength({ z, bins })
    const trend = mannKendall(z)
    category(`cases[${i}]`, one, Array.from(bins), { z: trend.z, p: trend.pNormal }, alpha, comparison)
    comparison.tree(`cases[${i}].mk`, one['mk'], { S: trend.s, var: trend.variance, z: trend.z, p: trend.pNormal }, trendTolerances)
  })
}

const trendsOf = (rows: number, columns: number, values: ArrayLike<number>): ReturnType<typeof mannKendall>[] =>
  Array.from({ length: columns }, (_, i) => mannKendall(Float64Array.from({ length: rows }, (__, t) => values[t * columns + i] as number)))

export function cube(file: VectorFile, comparison: Comparison): void {
  const { rows: steps, columns: cells, values: counts } = matrix(file.input, 'counts_time_by_location', 'counts')
  const lists = firstOf(file.input, 'neighbours_excluding_self', 'neighbours')
  if (lists === undefined) throw new TypeError('neighbours_excluding_self is missing')
  const neighbours = neighboursFromLists(neighbourLists(lists, cells))
  const lag = number(file.input, 'time_lag_k', 'time_lag') ?? 1
  const z = cubeGiStar(counts, neighbours, steps, lag)
  const p = z.map(twoSidedP)
  const q = benjaminiHochberg(p)
  const bins = significanceBins(z, q)
  const byStep = (list: ArrayLike<number>): number[][] =>
    Array.from({ length: steps }, (_, t) => Array.from({ length: cells }, (__, i) => list[t * cells + i] as number))
  const onZ = trendsOf(steps, cells, z)
  const test = (all: typeof onZ): Record<string, number[]> =>
    ({ S: all.map(({ s }) => s), var: all.map(({ variance }) => variance), z: all.map((one) => one.z), p: all.map(({ pNormal }) => pNormal) })
  comparison.tree('expected', file.expected, {
    z: byStep(z), p: byStep(p), q_BH: byStep(q), bin: byStep(bins), bin_raw: byStep(significanceBins(z, p)),
    n_neighbours: byStep(neighbourhoodSizes(cubeNeighbours(neighbours, steps, lag))),
    mk_on_z: test(onZ), mk_on_counts: test(trendsOf(steps, cells, counts)),
  }, (field) => (field === 'q_BH' || field === 'p' ? { relative: 1e-8 } : field === 'z' || field === 'var' ? { absolute: 1e-9 } : {}))
  for (const [key, expected] of Object.entries(isRecord(file.expected) ? file.expected : {})) {
    const [, confidence, , alpha] = /^categories_at_(\d+)(_fdr)?_alpha_trend_(\d+)$/.exec(key) ?? []
    if (confidence === undefined || !Array.isArray(expected)) continue
    const least = ({ 90: 1, 95: 2, 99: 3 } as Record<string, number>)[confidence] ?? 2
    const chosen = key.includes('_fdr') ? bins : significanceBins(z, p)
    ;(expected as Record<string, unknown>[]).forEach((one, i) => {
      const history = Array.from({ length: steps }, (_, t) => chosen[t * cells + i] as number)
      const trend = onZ[i] as (typeof onZ)[number]
      category(`expected.${key}[${i}]`, one, history.map((bin) => (Math.abs(bin) >= least ? Math.sign(bin) : 0)),
        { z: trend.z, p: trend.pNormal }, Number(`0.${alpha}`), comparison)
    })
  }
}
