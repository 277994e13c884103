import { bestPerCentre, clustersInTime, separateClusters } from '../statistics/scan-clusters.ts'
import { blockSize, nullMaxima } from '../statistics/scan-monte-carlo.ts'
import { membersOf, relativeRisk, type Found } from '../statistics/scan-observed.ts'
import { totalOf, type ScanModel } from '../statistics/scan-problem.ts'
import { gumbelOf, gumbelP, momentsOf, monteCarloP, strictMonteCarloP } from '../statistics/scan-significance.ts'
import { distanceBetween } from '../statistics/scan-windows.ts'
import type { Comparison } from './comparison.ts'
import { firstOf, isRecord, matrix, number, type VectorFile } from './file.ts'
import { scanQuestion, type ScanQuestion } from './scan-input.ts'

/** Replicates behind the printed p-values. */
const theirReplicates = 9_999

/** |p - p0| <= 4 sqrt(p0 (1 - p0) (1/R + 1/9999)), and what rounding to four digits and 1/(R + 1) leave. */
const mayDiffer = (p0: number, replicates: number): number =>
  4 * Math.sqrt(Math.max(0, p0 * (1 - p0)) * (1 / replicates + 1 / theirReplicates)) + 5e-5 + 1 / (replicates + 1)

const likelihood = { absolute: 1e-6 }

/** Everything a cluster's comparison needs. */
interface Answer extends ScanQuestion {
  clusters: Found[]
  maxima: Float64Array
  all: number
}

/** Our cluster for an expected one: same members and times, or another window of the same LLR. */
function matching(expected: Record<string, unknown>, rank: number, { problem, ids, clusters }: Answer): Found | undefined {
  const wanted = [...expected['location_ids'] as unknown[]].map(String).sort().join()
  const same = clusters.find((found) => [...membersOf(problem, found)].map((i) => ids[i]).sort().join() === wanted
    && found.span.from === (number(expected, 't_start') ?? found.span.from) && found.span.to === (number(expected, 't_end') ?? found.span.to))
  const ranked = clusters[rank]
  return same ?? (ranked !== undefined && Math.abs(ranked.llr - Number(expected['llr'])) <= 1e-6 ? ranked : undefined)
}

/** In the far tail the error of the fit grows with the distance: 4 standard errors of the scale, and two printed digits. */
function gumbelNear(at: string, value: number, { llr }: Found, { maxima }: Answer, comparison: Comparison): void {
  const gumbel = gumbelP(llr, maxima)
  const far = Math.abs(Math.log(gumbel / value))
  const allowed = 4 * Math.max(1, -Math.log(value)) * Math.sqrt(1.1 * (1 / maxima.length + 1 / theirReplicates)) + 0.06
  const close = Math.abs(gumbel - value) <= mayDiffer(value, maxima.length) + 0.005
  comparison.deviation(at, close ? 0 : far, allowed, () => `Gumbel p ${gumbel}, expected ${value}`)
}

/** What SaTScan printed, at the digits it prints. */
function printed(at: string, satscan: Record<string, unknown>, found: Found, answer: Answer, comparison: Comparison): void {
  const { maxima, all, problem, x, y, lonLat, ids } = answer
  // SaTScan prints the p of a sequential run, which counts no ties: sparse data differ by several per cent
  const strict = strictMonteCarloP(found.llr, maxima)
  for (const [field, value] of Object.entries(satscan)) {
    const path = `${at}.${field}`
    if (value === null) comparison.holds(path, true, () => '')
    else if (field === 'llr') comparison.near(path, Number(value), found.llr, likelihood)
    else if (field === 'p_value') {
      comparison.deviation(path, Math.abs(strict - Number(value)), mayDiffer(Number(value), maxima.length), () => `p ${strict} without ties, expected ${String(value)}`)
    } else if (field === 'gumbel_p') gumbelNear(path, Number(value), found, answer, comparison)
    else if (field === 'observed') comparison.near(path, Number(value), found.observed, {})
    else if (field === 'expected') comparison.near(path, Number(value), found.expected, { absolute: 0.00501 })
    else if (field === 'rr' || field === 'relative_risk') comparison.near(path, Number(value), relativeRisk(found, all), { absolute: 0.00501 })
    else if (field === 'radius') {
      const radius = Math.max(...[...membersOf(problem, found)].map((i) => distanceBetween(x, y, found.centre, i, lonLat))) / (lonLat ? 1000 : 1)
      // the same members may have been found around another centre
      if (ids[found.centre] === satscan['center']) comparison.near(path, Number(value), radius, { absolute: 0.00501 })
      else comparison.skip(path, `same members around ${ids[found.centre]}, not ${String(satscan['center'])}`)
    } else if (field === 'center') comparison.holds(path, [...membersOf(problem, found)].some((i) => ids[i] === value), () => `${String(value)} is no member`)
    else if (field === 'recurrence_interval') {
      const steps = Number.parseFloat(String(value))
      // printed to one decimal: 1.0 covers p of 0.95 to 1
      comparison.deviation(path, Math.abs(strict - 1 / steps), mayDiffer(1 / steps, maxima.length) + 0.05 / steps ** 2, () => `1 / p = ${1 / strict}, expected ${String(value)}`)
    }
  }
}

function cluster(at: string, expected: Record<string, unknown>, rank: number, answer: Answer, comparison: Comparison): void {
  const found = matching(expected, rank, answer)
  if (found === undefined) return comparison.holds(`${at}.location_ids`, false, () => `no such cluster; ours: ${answer.clusters[rank]?.llr}, expected ${String(expected['llr'])}`)
  const members = expected['location_ids'] as unknown[]
  members.forEach((_, i) => comparison.holds(`${at}.location_ids[${i}]`, true, () => ''))
  comparison.tree(at, expected, {
    rank: rank + 1, llr: found.llr, observed: found.observed, expected: found.expected, relative_risk: relativeRisk(found, answer.all),
    t_start: found.span.from, t_end: found.span.to,
  }, (field) => (/^(llr|expected|relative_risk)$/.test(field) ? { absolute: 1e-6, relative: 1e-6 } : {}))
  if ('agree' in expected) comparison.skip(`${at}.agree`, 'whether two other programs agree with each other')
  for (const [field, value] of Object.entries(expected)) {
    if (!/^p($|_)/.test(field) || typeof value !== 'number') continue
    const p = (/strict|(no|without)_ties/.test(field) ? strictMonteCarloP : monteCarloP)(found.llr, answer.maxima)
    if (field === 'p_gumbel') gumbelNear(`${at}.${field}`, value, found, answer, comparison)
    else comparison.deviation(`${at}.${field}`, Math.abs(p - value), mayDiffer(value, answer.maxima.length), () => `p ${p}, expected ${value}`)
  }
  if (isRecord(expected['satscan'])) printed(`${at}.satscan`, expected['satscan'], found, answer, comparison)
}

/**
 * Expected clusters in their order. SaTScan ends its list where no replicate is weaker (p = 1): further clusters of ours
 * must be of that kind. `clusters_simple_rule` lists them all.
 */
function clusterList(key: string, file: VectorFile, answer: Answer, comparison: Comparison): void {
  const expected = isRecord(file.expected) ? file.expected[key] : undefined
  if (!Array.isArray(expected)) return
  expected.forEach((one: Record<string, unknown>, rank) => cluster(`expected.${key}[${rank}]`, one, rank, answer, comparison))
  for (const further of answer.clusters.slice(expected.length)) {
    const p = monteCarloP(further.llr, answer.maxima)
    comparison.deviation(`expected.${key}.length`, 1 - p, mayDiffer(1 - 1 / theirReplicates, answer.maxima.length),
      () => `a further cluster with LLR ${further.llr}, p ${p}`)
  }
}

/** Mean, variance, quantiles and Gumbel fit of the null distribution, within the noise of two simulations. */
function nullDistribution(expected: Record<string, unknown>, maxima: Float64Array, comparison: Comparison): void {
  const at = 'expected.null_llr_from_satscan'
  const [mean, variance, theirs] = [number(expected, 'mean') ?? Number.NaN, number(expected, 'var') ?? Number.NaN, number(expected, 'replications') ?? theirReplicates]
  const ours = momentsOf(maxima)
  const noise = 1 / maxima.length + 1 / theirs
  comparison.tree(at, expected, { replications: theirs }, () => ({}))
  comparison.near(`${at}.mean`, mean, ours.mean, { absolute: 4 * Math.sqrt(variance * noise) })
  // a Gumbel distribution has kurtosis 5.4
  comparison.near(`${at}.var`, variance, ours.variance, { absolute: 4 * variance * Math.sqrt(4.4 * noise) })
  const fit = gumbelOf(mean, variance)
  comparison.tree(at, expected, { gumbel_mu: fit.mu, gumbel_beta: fit.beta }, () => ({ relative: 1e-9 }))
  for (const [share, value] of Object.entries(isRecord(expected['quantiles']) ? expected['quantiles'] : {})) {
    const p = Number(share)
    const below = maxima.filter((maximum) => maximum < Number(value) - 1e-5).length / maxima.length
    const upTo = maxima.filter((maximum) => maximum <= Number(value) + 1e-5).length / maxima.length
    const off = Math.max(below - p, p - upTo, 0)
    comparison.deviation(`${at}.quantiles.${share}`, off, 4 * Math.sqrt(p * (1 - p) * noise), () => `${below} to ${upTo} of ours lie below ${String(value)}`)
  }
}

/** Around a centre without any window of more cases than expected the first circle stands for none. */
const sameSize = (found: Found | null | undefined, size: unknown): boolean => (found?.size ?? 1) === size

export const scan = (model: ScanModel) => (file: VectorFile, comparison: Comparison): void => {
  const question = scanQuestion(file, model)
  const { problem, replications, prospective } = question
  const expected = isRecord(file.expected) ? file.expected : {}
  const maxima = nullMaxima(problem, file.name, 0, Math.ceil(replications / blockSize)).subarray(0, replications)
  const answer: Answer = { ...question, maxima, all: totalOf(problem.cases), clusters: separateClusters(problem) }
  const inTime = problem.steps > 1 && !prospective
  clusterList('clusters', file, inTime ? { ...answer, clusters: clustersInTime(problem) } : answer, comparison)
  clusterList('clusters_simple_rule', file, answer, comparison)
  if (isRecord(expected['null_llr_from_satscan'])) nullDistribution(expected['null_llr_from_satscan'], maxima, comparison)
  const best = bestPerCentre(problem)
  comparison.tree('expected', expected, { best_llr_per_centre: best.map((one) => one?.llr ?? 0) }, () => likelihood)
  const sizes = expected['best_size_per_centre']
  if (Array.isArray(sizes)) {
    sizes.forEach((size, i) => comparison.holds(`expected.best_size_per_centre[${i}]`, sameSize(best[i], size), () => `${best[i]?.size}, expected ${String(size)}`))
  }
  if (model === 'permutation' && firstOf(file.input, 'expected_time_by_location') !== undefined) {
    comparison.tree('input.expected_time_by_location', matrix(file.input, 'expected_time_by_location').values, problem.measure, () => ({ absolute: 1e-6, relative: 1e-9 }))
  }
}
