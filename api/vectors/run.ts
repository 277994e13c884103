import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Comparison } from './comparison.ts'
import { readVectorFile, statedTolerance } from './file.ts'
import { methodNames, methodOf } from './methods.ts'

/** What one file gave. */
export interface Verdict {
  file: string
  ok: boolean
  compared: number
  /** largest deviation, measured by what is allowed there */
  worst: Comparison['worst']
  faults: string[]
  /** expected fields that are left out on purpose, with the reason */
  notComputed: string[]
}

export function runVector(file: string, text: string): Verdict {
  let comparison = new Comparison()
  const faults: string[] = []
  try {
    const vector = readVectorFile(file.replace(/\.json$/, ''), text)
    comparison = new Comparison(statedTolerance(vector.meta))
    const method = methodOf(vector)
    if (method === undefined) throw new Error(`unknown method; built: ${methodNames.join(', ')}`)
    method(vector, comparison)
    comparison.uncompared('expected', vector.expected)
    comparison.uncompared('published', vector.published)
    for (const list of ['cases', 'series']) comparison.uncompared(list, expectedOf(vector.body[list]))
    if (comparison.compared === 0) faults.push('nothing to compare: expected is missing')
  } catch (error) {
    faults.push((error as Error).message)
  }
  faults.push(...comparison.faults.map(({ at, text: fault }) => `${at}: ${fault}`))
  return {
    file, ok: faults.length === 0, compared: comparison.compared, worst: comparison.worst, faults,
    notComputed: [...comparison.skipped].map(([field, why]) => `${field} (${why})`),
  }
}

/** Cases and series carry their input beside what is expected of them. */
function expectedOf(cases: unknown): unknown {
  if (!Array.isArray(cases)) return cases
  return cases.map((one: Record<string, unknown>) => {
    const { expected, published, ...others } = one
    return Object.fromEntries(Object.entries({ expected, published, literal_matches: others['literal_matches'], mk: others['mk'], ambiguous: others['ambiguous'] })
      .filter(([, value]) => value !== undefined))
  })
}

/** Runs every .json file of a folder, by name. */
export async function runVectors(folder: string): Promise<Verdict[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const verdicts: Verdict[] = []
  for (const file of files) verdicts.push(runVector(file, await readFile(join(folder, file), 'utf8')))
  return verdicts
}
