import { permutationExpected, prospectiveSpans, retrospectiveSpans, scaledTo, type ScanModel, type ScanProblem } from '../statistics/scan-problem.ts'
import { circularWindows } from '../statistics/scan-windows.ts'
import { coordinates, firstOf, isRecord, matrix, number, numbers, sameLength, type VectorFile } from './file.ts'

export interface ScanQuestion {
  problem: ScanProblem
  ids: string[]
  x: Float64Array
  y: Float64Array
  lonLat: boolean
  prospective: boolean
  replications: number
}

const timeTable = ['counts_time_by_location', 'cases_time_by_location']

function casesOf({ input }: VectorFile): { values: Float64Array, steps: number } {
  if (firstOf(input, ...timeTable) === undefined) return { values: numbers(input, 'cases', 'counts', 'observed'), steps: 1 }
  const { values, rows } = matrix(input, ...timeTable)
  return { values, steps: rows }
}

/** Individuals of a Bernoulli scan: cases and controls, or the population that holds the cases. */
function individuals(input: Record<string, unknown>, cases: Float64Array): Float64Array {
  if (firstOf(input, 'controls') === undefined) return numbers(input, 'population', 'individuals', 'n', 'totals', 'births')
  const controls = numbers(input, 'controls')
  return cases.map((count, i) => count + (controls[i] as number))
}

function measureOf(model: ScanModel, { input }: VectorFile, cases: Float64Array, locations: number, steps: number): Float64Array {
  if (model === 'bernoulli') return individuals(input, cases)
  if (model === 'permutation') return permutationExpected(Int32Array.from(cases), locations)
  if (firstOf(input, 'expected_time_by_location') !== undefined) return scaledTo(cases, matrix(input, 'expected_time_by_location').values)
  if (steps === 1 && firstOf(input, 'expected') !== undefined) return scaledTo(cases, numbers(input, 'expected'))
  const population = numbers(input, 'population')
  sameLength({ population, locations: { length: locations } })
  return scaledTo(cases, Float64Array.from({ length: locations * steps }, (_, at) => population[at % locations] as number))
}

/** At most this many windows times replicates: the largest open files take a few seconds. */
const mostWork = 6e9

export function scanQuestion(file: VectorFile, model: ScanModel): ScanQuestion {
  const { input, meta } = file
  const params = isRecord(meta['params']) ? meta['params'] : meta
  const { x, y, lonLat } = coordinates(input)
  const locations = x.length
  const { values: cases, steps } = casesOf(file)
  if (cases.length !== locations * steps) throw new TypeError(`${cases.length} counts for ${locations} locations`)
  const measure = measureOf(model, file, cases, locations, steps)
  sameLength({ cases, measure })
  const byLocation = Float64Array.from(x, (_, i) => Array.from({ length: steps }, (__, t) => measure[t * locations + i] as number).reduce((a, b) => a + b))
  const kilometres = number(params, 'max_radius_km')
  const windows = circularWindows(x, y, {
    measure: byLocation, lonLat,
    maxShare: number(params, 'max_pop_fraction', 'max_case_fraction', 'max_fraction') ?? 0.5,
    maxRadius: kilometres === undefined ? number(params, 'max_radius') : kilometres * 1000,
  })
  const prospective = /prospective/i.test(file.name) || params['prospective'] === true || /^prospective/i.test(String(meta['what'] ?? ''))
  const longest = number(params, 'max_time_steps') ?? Math.max(1, Math.floor(steps / 2))
  const shortest = number(params, 'min_time_steps') ?? 1
  const spans = (prospective ? prospectiveSpans(steps, longest) : retrospectiveSpans(steps, longest))
    .filter(({ from, to }) => to - from + 1 >= shortest)
  const ids = firstOf(input, 'ids', 'location_ids')
  const asked = Math.min(9_999, number(params, 'replications') ?? 9_999)
  return {
    problem: { model, windows, locations, steps, spans, cases: Int32Array.from(cases), measure, minCases: number(params, 'min_cases') ?? 2 },
    ids: Array.isArray(ids) ? ids.map(String) : Array.from(x, (_, i) => String(i)),
    x, y, lonLat, prospective,
    replications: Math.min(asked, Math.max(999, Math.floor(mostWork / (windows.members.length * spans.length)))),
  }
}
