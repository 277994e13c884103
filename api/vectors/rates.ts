import { benjaminiHochberg, benjaminiYekutieli, bonferroni, criticalP, holm } from '../statistics/false-discovery.ts'
import { localMarshall, marshall, martuzziElliott } from '../statistics/empirical-bayes.ts'
import { byar, clopperPearson, garwood, standardisedRatio, wilson, type Interval } from '../statistics/intervals.ts'
import { neighboursFromLists } from '../statistics/neighbours.ts'
import { repeatMetrics } from '../statistics/repeat-metrics.ts'
import { poissonLower, poissonUpper } from '../statistics/tails.ts'
import type { Comparison } from './comparison.ts'
import { firstOf, isRecord, neighbourLists, number, numbers, records, sameLength, type VectorFile } from './file.ts'

/** `q05` or `q0.05` as a number. */
const levelOf = (key: string): number => (key.includes('.') ? Number(key.slice(1)) : Number(`0.${key.slice(1)}`))

const overLevels = (expected: unknown, answer: (q: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.keys(isRecord(expected) ? expected : {}).map((key) => [key, answer(levelOf(key))]))

export function falseDiscovery(file: VectorFile, comparison: Comparison): void {
  const cases = file.body['cases'] === undefined ? [{ ...file.input, expected: file.expected, published: file.published }] : records(file.body, 'cases')
  cases.forEach((one, i) => {
    const p = numbers(one, 'p', 'p_values')
    const expected = isRecord(one['expected']) ? one['expected'] : {}
    const adjusted = { BH: benjaminiHochberg(p), BY: benjaminiYekutieli(p), holm: holm(p), bonferroni: bonferroni(p) }
    const rejected = (q: Float64Array, level: number): number[] => Array.from(q, (value) => Number(value <= level))
    const answer: Record<string, unknown> = { ...adjusted, critical_p_BH: overLevels(expected['critical_p_BH'], (q) => criticalP(p, q)) }
    // decided by the critical p: an adjusted q of 0.05000000000000001 must not undo p <= i q / m
    answer['reject_BH'] = overLevels(expected['reject_BH'], (q) => Array.from(p, (value) => Number(value <= (criticalP(p, q) ?? -1))))
    for (const name of ['BY', 'holm', 'bonferroni'] as const) {
      answer[`reject_${name}`] = overLevels(expected[`reject_${name}`], (q) => rejected(adjusted[name], q))
    }
    const path = file.body['cases'] === undefined ? 'expected' : `cases[${i}].expected`
    comparison.tree(path, expected, answer, (field) => (field.startsWith('q') ? {} : { absolute: 1e-12 }))
    if (!isRecord(one['published'])) return
    const q = number(one['published'], 'q') ?? 0.05
    const count = (list: number[]): number => list.reduce((sum, value) => sum + value, 0)
    comparison.tree(`cases[${i}].published`, one['published'], {
      q, n_rejected_BH: count(Array.from(p, (value) => Number(value <= (criticalP(p, q) ?? -1)))),
      ...Object.fromEntries((['BY', 'holm', 'bonferroni'] as const).map((name) => [`n_rejected_${name}`, count(rejected(adjusted[name], q))])),
    }, () => ({}))
  })
}

/** Moran's I of Empirical Bayes standardised rates, row-standardised weights (Assuncao and Reis 1999); for the vectors only. */
function standardisedMoran(rates: Float64Array, population: Float64Array, b: number, a: number, lists: number[][]): number {
  const z = rates.map((rate, i) => (rate - b) / Math.sqrt(Math.max(0, a + b / (population[i] as number)) || b / (population[i] as number)))
  const mean = z.reduce((sum, value) => sum + value, 0) / z.length
  const [deviation, square] = [z.map((value) => value - mean), z.reduce((sum, value) => sum + (value - mean) ** 2, 0)]
  const lag = (i: number): number => (lists[i] ?? []).reduce((sum, j) => sum + (deviation[j] as number), 0) / Math.max(1, lists[i]?.length ?? 0)
  const filled = lists.filter((list) => list.length > 0).length
  return z.length / filled * deviation.reduce((sum, value, i) => sum + value * lag(i), 0) / square
}

export function empiricalBayes(file: VectorFile, comparison: Comparison): void {
  const events = numbers(file.input, 'events', 'cases', 'x')
  const population = numbers(file.input, 'population', 'n', 'trials')
  const found = firstOf(file.input, 'neighbours', 'neighbours_excluding_self')
  sameLength({ events, population })
  const raw = events.map((x, i) => x / (population[i] as number))
  const global = marshall(events, population)
  const expected = population.map((people) => people * global.b)
  const low = Array.from(events, (x, i) => x < (expected[i] as number))
  const lower = events.map((x, i) => poissonLower(x, expected[i] as number))
  const answer: Record<string, unknown> = {
    global_marshall: { raw, ...global }, martuzzi_elliott: { raw, ...martuzziElliott(events, population) },
    probmap: { raw, expected, relrisk_percent: events.map((x, i) => 100 * x / (expected[i] as number)), p_lower: lower },
    choynowski: { type_low: low, pmap: events.map((x, i) => (low[i] ? lower[i] as number : poissonUpper(x, expected[i] as number))) },
  }
  if (found !== undefined) {
    const lists = neighbourLists(found, events.length)
    const neighbours = neighboursFromLists(lists)
    answer['local_marshall'] = { raw, ...localMarshall(events, population, neighbours, 'own') }
    answer['local_marshall_focal_mean'] = { raw, ...localMarshall(events, population, neighbours) }
    answer['ebi_moran'] = standardisedMoran(raw, population, global.b, global.a, lists)
  }
  comparison.tree('expected', file.expected, answer, () => ({ relative: 1e-9, absolute: 1e-18 }))
}

const intervals: Record<string, (count: number, n: number, level: number) => Interval> = {
  wilson, clopper_pearson: clopperPearson, garwood: (count, _, level) => garwood(count, level), byar: (count, _, level) => byar(count, level),
}

/** `wilson95`, `garwood95_count`, `byar99_smr`: method, level, and whether it is divided by the expected count. */
function intervalField(field: string, count: number, n: number): Interval | undefined {
  const [, method = '', level = '', unit] = /^(wilson|clopper_pearson|garwood|byar)(\d+)(?:_(count|smr))?$/.exec(field) ?? []
  const interval = intervals[method]?.(count, n, Number(`0.${level}`))
  return interval && unit === 'smr' ? [interval[0] / n, interval[1] / n] : interval
}

export function smallNumbers(file: VectorFile, comparison: Comparison): void {
  const cases = isRecord(file.body['cases']) ? file.body['cases'] : file.input
  for (const kind of ['binomial', 'poisson']) {
    if (!Array.isArray(cases[kind])) continue
    records(cases, kind).forEach((one, i) => {
      const [count, n] = [number(one, 'x', 'observed') ?? Number.NaN, number(one, 'n', 'expected') ?? Number.NaN]
      const { ratio, pUpper, pMidUpper } = standardisedRatio(count, n)
      comparison.tree(`cases.${kind}[${i}]`, one, {
        x: count, observed: count, n, expected: n, smr: ratio, p_upper: pUpper, p_mid_upper: pMidUpper,
        ...Object.fromEntries(Object.keys(one).map((field) => [field, intervalField(field, count, n)]).filter(([, value]) => value !== undefined)),
      }, () => ({ absolute: 1e-9 }))
    })
  }
  const rows = isRecord(file.published) && Array.isArray(file.published['rows']) ? records(file.published, 'rows') : []
  rows.forEach((row, i) => {
    const [x, n] = [number(row, 'x') ?? Number.NaN, number(row, 'n') ?? Number.NaN]
    comparison.tree(`published.rows[${i}]`, row, { x, n, ci: wilson(x, n) }, () => ({ absolute: 5e-5 + 1e-12 }))
  })
}

export function repeats(file: VectorFile, comparison: Comparison): void {
  const cell = numbers(file.input, 'cell')
  const named = number(file.input, 'cells') ?? Math.max(...cell)
  // cells count from 1 where no cell is 0
  const base = cell.includes(0) ? 0 : 1
  const cells = base === 0 ? Math.max(named, Math.max(...cell) + 1) : named
  const [person, day] = [numbers(file.input, 'person', 'matter', 'complainant'), numbers(file.input, 'day')]
  sameLength({ cell, person, day })
  records(file.body, 'expected').forEach((expected, i) => {
    const window = number(expected, 'window_days', 'window') ?? Number.NaN
    const found = repeatMetrics(person, cell.map((at) => at - base), day, cells, window)
    const [repeat, events] = [Float64Array.from(found.repeats), Float64Array.from(found.events)]
    comparison.tree(`expected[${i}]`, expected, {
      window_days: window, window, is_repeat: found.isRepeat, events, repeat_events: repeat,
      first_events: events.map((all, at) => all - (repeat[at] as number)),
      distinct_complainants: found.matters, complainants_with_2plus: found.returning, top_complainant_share: found.topShare,
      repeat_share: repeat.map((x, at) => x / (events[at] as number)),
      repeat_share_wilson95: Array.from(repeat, (x, at) => wilson(x, events[at] as number)),
      repeat_share_EB_binomial_MartuzziElliott: martuzziElliott(repeat, events).smoothed,
      repeat_share_EB_poisson_Marshall: marshall(repeat, events).smoothed,
    }, (field) => (/share/.test(field) ? { relative: 1e-9, absolute: 1e-12 } : {}))
  })
}
