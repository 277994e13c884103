/** The statistics in CPU seconds, without any database; beside spdep's localG where R has it. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { nullMaximaInThreads } from '../../api/hotspots/scan-pool.ts'
import { exactSumP } from '../../api/statistics/exact-sum.ts'
import { benjaminiHochberg } from '../../api/statistics/false-discovery.ts'
import { giStar } from '../../api/statistics/getis-ord.ts'
import { hexagonRings } from '../../api/statistics/hexagon-rings.ts'
import { neighbourhoodSizes, neighbourhoodSums, type Neighbours } from '../../api/statistics/neighbours.ts'
import { randomFrom, type Random } from '../../api/statistics/random.ts'
import { bestPerCentre } from '../../api/statistics/scan-clusters.ts'
import { nullMaxima } from '../../api/statistics/scan-monte-carlo.ts'
import { permutationExpected, prospectiveSpans, scaledTo, type ScanProblem } from '../../api/statistics/scan-problem.ts'
import { circularWindows } from '../../api/statistics/scan-windows.ts'
import type { Bench, Figure } from './figures.ts'
import { median } from './figures.ts'

const run = promisify(execFile)

/** CPU seconds of this process, all threads. */
async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

async function medianSeconds(rounds: number, work: () => unknown): Promise<number> {
  const seconds: number[] = []
  for (let round = 0; round < rounds; round++) seconds.push(await cpuSeconds(work))
  return median(seconds)
}

function poisson(random: Random, mean: number): number {
  let [count, product] = [0, random()]
  for (const least = Math.exp(-mean); product > least; count++) product *= random()
  return count
}

/** A square map of hexagons, counts of uneven risk. */
function map(side: number): { counts: Int32Array, rings: Neighbours, q: Int32Array, r: Int32Array } {
  const random = randomFrom(`bench/${side}`)
  const row = Int32Array.from({ length: side * side }, (_, i) => Math.floor(i / side))
  const q = row.map((r, i) => i % side - (r >> 1))
  const counts = row.map(() => poisson(random, random() < 0.1 ? 5 : 0.7))
  return { counts, q, r: row, rings: hexagonRings(q, row, 1) }
}

/** The same map through spdep: neighbours made before the clock, localG's median CPU seconds of the same number of rounds. */
async function localG(counts: Int32Array, rings: Neighbours): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'rg-localg-'))
  try {
    await writeFile(join(folder, 'x'), counts.join('\n'))
    await writeFile(join(folder, 'nb'), Array.from(counts, (_, i) =>
      [...rings.members.subarray(rings.starts[i], rings.starts[i + 1])].map((j) => j + 1).sort((a, b) => a - b).join(' ')).join('\n'))
    const script = `suppressMessages(library(spdep)); x <- scan("${folder}/x", quiet=TRUE)
nb <- lapply(strsplit(readLines("${folder}/nb"), " "), as.integer); class(nb) <- "nb"; attr(nb, "region.id") <- as.character(seq_along(x))
lw <- nb2listw(include.self(nb), style="B")
t <- replicate(5, sum(system.time(localG(x, lw))[1:2])); cat(median(t))`
    const { stdout } = await run('Rscript', ['-e', script], { maxBuffer: 1e8 })
    return Number(stdout.trim().split(/\s+/).at(-1))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function localStatistics(): Promise<Figure[]> {
  const { counts, rings } = map(316)
  const cells = counts.length.toLocaleString('en-US')
  const whole = await medianSeconds(5, () => {
    const sums = neighbourhoodSums(counts, rings)
    giStar(counts, rings)
    benjaminiHochberg(exactSumP(counts, sums, neighbourhoodSizes(rings)).hot)
  })
  const analytic = await medianSeconds(9, () => giStar(counts, rings))
  const figures: Figure[] = [
    { name: `Gi*, exact p, BH over ${cells} cells`, value: whole, unit: 's', limit: { atMost: 0.5 }, note: 'CPU, median of 5, rings kept' },
    { name: 'Gi* alone', value: analytic, unit: 's', note: 'CPU, median of 9' },
  ]
  try {
    const theirs = await localG(counts, rings)
    return [...figures, { name: 'the same by spdep::localG', value: theirs, unit: 's', note: 'CPU, median of 5' },
      { name: 'ratio to spdep::localG', value: theirs / analytic, unit: 'x', limit: { atLeast: 5 } }]
  } catch (error) {
    process.stderr.write(`skipped: spdep::localG (${(error as Error).message.split('\n')[0]})\n`)
    return figures
  }
}

function spatialProblem(locations: number): ScanProblem {
  const random = randomFrom(`scan/${locations}`)
  const [x, y] = [new Float64Array(locations).map(() => random()), new Float64Array(locations).map(() => random())]
  const people = new Float64Array(locations).map(() => 200 + 4_000 * random() ** 3)
  const cases = Int32Array.from(people, (n) => poisson(random, n / 400))
  const measure = scaledTo(cases, people)
  return {
    model: 'poisson', locations, steps: 1, spans: [{ from: 0, to: 0 }], cases, measure, minCases: 2,
    windows: circularWindows(x, y, { measure, maxShare: 0.5 }),
  }
}

async function spatialScan(locations: number, atMost: number): Promise<Figure> {
  const value = await cpuSeconds(() => {
    const problem = spatialProblem(locations)
    bestPerCentre(problem)
    nullMaxima(problem, 'bench', 0, 125)
  })
  return { name: `Poisson scan, ${locations.toLocaleString('en-US')} locations, 999 replicates`, value, unit: 's', limit: { atMost }, note: 'CPU, half of all cases at most' }
}

async function prospectiveScan(): Promise<Figure> {
  const [locations, steps] = [1_000, 52]
  const random = randomFrom('scan/prospective')
  const [x, y] = [new Float64Array(locations).map(() => random()), new Float64Array(locations).map(() => random())]
  const cases = new Int32Array(locations * steps).map(() => poisson(random, 0.2))
  const measure = permutationExpected(cases, locations)
  const perLocation = new Float64Array(locations)
  cases.forEach((count, at) => { perLocation[at % locations] = (perLocation[at % locations] as number) + count })
  const value = await cpuSeconds(() => nullMaximaInThreads({
    model: 'permutation', locations, steps, spans: prospectiveSpans(steps, 8), cases, measure, minCases: 2,
    windows: circularWindows(x, y, { measure: perLocation, maxShare: 0.5 }),
  }, 'bench', 999))
  return { name: 'prospective permutation scan, 1,000 x 52 weeks', value, unit: 's', limit: { atMost: 14 }, note: 'CPU of all threads, 999 replicates, 8 weeks at most' }
}

export const bench: Bench = {
  name: 'statistics',
  async alone() {
    return [
      ...await localStatistics(),
      await spatialScan(281, 0.3), await spatialScan(1_000, 2.5), await spatialScan(3_107, 20),
      await prospectiveScan(),
    ]
  },
}
