/**
 * `npm run bench`: measures what the project promises
 * (each figure with its limit), prints a table and writes bench-results.json. Exit code 1 when a limit is missed.
 */
import { readdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { argumentsOf } from '../../api/command-line.ts'
import { closeAgent } from './asking.ts'
import type { Bench, ClosedWorld, EngineName, Figure } from './figures.ts'
import { isWithin, tableLine } from './figures.ts'
import { openWorld } from './world.ts'

const usage = `用法 / usage: npm run bench -- [--petitions 1000000] [--engine server|embedded|both] [--only NAME ...]
  [--data FOLDER] [--output bench-results.json]`

const { values: options } = argumentsOf(usage, {
  options: {
    petitions: { type: 'string', default: '1000000' },
    engine: { type: 'string', default: 'both' },
    only: { type: 'string', multiple: true, default: [] },
    output: { type: 'string', default: 'bench-results.json' },
    // keeps the loaded county in this folder and takes it from there the next time
    data: { type: 'string' },
  },
})

async function findBenches(): Promise<Bench[]> {
  const folder = new URL('./', import.meta.url)
  const files = (await readdir(folder)).filter((name) => name.endsWith('.bench.ts'))
  const benches = await Promise.all(files.map(async (file) => (await import(new URL(file, folder).href) as { bench: Bench }).bench))
  // the import comes last: it leaves the tables less tidy than it found them
  benches.sort((a, b) => Number(a.name === 'import') - Number(b.name === 'import') || a.name.localeCompare(b.name))
  const chosen = benches.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
  if (chosen.length === 0) throw new Error(`--only: ${benches.map(({ name }) => name).join(', ')}`)
  return chosen
}

const failures: string[] = []

type Measured = Figure & { engine: EngineName | 'none', bench: string, within: boolean | undefined }

const measured: Measured[] = []

/** One benchmark that cannot run must not cost an hour of the others. */
async function attempt(engine: EngineName | 'none', bench: Bench, work: Promise<Figure[]> | undefined): Promise<void> {
  try {
    for (const figure of await work ?? []) {
      measured.push({ engine, bench: bench.name, ...figure, within: isWithin(figure) })
      console.log(tableLine(engine, figure))
    }
  } catch (error) {
    failures.push(`${engine} ${bench.name}`)
    console.error(`${engine} ${bench.name}:`, error)
  }
}

async function measure(engine: EngineName, petitions: number, benches: readonly Bench[]): Promise<void> {
  const world = await openWorld(engine, petitions, options.data)
  let closed: ClosedWorld | undefined
  try {
    for (const bench of benches) await attempt(engine, bench, bench.run?.(world))
    closed = await world.end()
    for (const bench of benches) await attempt(engine, bench, bench.afterwards?.(closed))
  } finally {
    if (closed === undefined) await world.end()
    await world.remove()
  }
}

const petitions = Number(options.petitions)
if (!Number.isInteger(petitions) || petitions < 1_000 || petitions > 5_000_000) {
  throw new Error('--petitions: 1000 to 5000000')
}
const engines = ({ both: ['server', 'embedded'], server: ['server'], embedded: ['embedded'] } as const)[options.engine]
  ?? (() => { throw new Error('--engine: server, embedded or both') })()

// Node ends without a word when nothing is left that could settle the promise awaited here
let finished = false
process.once('exit', (code) => {
  if (finished) return
  console.error(`the benchmarks broke off (code ${code}) before their table was complete`)
  process.exitCode = 1
})
const benches = await findBenches()
for (const bench of benches) await attempt('none', bench, bench.alone?.())
const inCounty = benches.filter(({ run, afterwards }) => run !== undefined || afterwards !== undefined)
if (inCounty.length > 0) for (const engine of engines) await measure(engine, petitions, inCounty)
closeAgent()
const machine = { cores: cpus().length, cpu: cpus()[0]?.model, memory_gb: Math.round(totalmem() / 2 ** 30), node: process.version }
await writeFile(options.output, `${JSON.stringify({ at: new Date().toISOString(), petitions, machine, figures: measured }, null, 2)}\n`)
const missed = measured.filter(({ within }) => within === false)
console.log(`${measured.length} figures, ${missed.length} over their limit; ${options.output}`)
if (failures.length > 0) console.log(`failed: ${failures.join(', ')}`)
finished = true
process.exitCode = missed.length + failures.length > 0 ? 1 : 0
