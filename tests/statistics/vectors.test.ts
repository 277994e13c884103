import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { methodOf } from '../../api/vectors/methods.ts'
import { runVector, runVectors } from '../../api/vectors/run.ts'

const own = fileURLToPath(new URL('./vectors', import.meta.url))
const shared = fileURLToPath(new URL('../../../shared/vectors', import.meta.url))
const names = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.json'))
const read = (name: string): string => readFileSync(`${own}/${name}`, 'utf8')

describe('published and independently computed numbers are met', () => {
  const elsewhere = existsSync(shared) ? names(shared).filter((name) => !names(own).includes(name)) : []
  for (const [folder, files] of [[own, names(own)], [shared, elsewhere]] as const) {
    for (const name of files) {
      it(name, () => {
        const { faults, notComputed, compared } = runVector(name, readFileSync(`${folder}/${name}`, 'utf8'))
        expect(faults).toEqual([])
        expect(notComputed).toEqual([])
        expect(compared).toBeGreaterThan(50)
      })
    }
  }
  it.skipIf(existsSync(shared))('scan vectors (../shared/vectors is absent)', () => undefined)
})

describe('a comparison that cannot fail proves nothing', () => {
  type Path = (string | number)[]
  /** The file with the value at a path changed; `undefined` takes it away. */
  const changed = (name: string, path: Path, change: (value: unknown) => unknown): ReturnType<typeof runVector> => {
    const body = JSON.parse(read(name)) as Record<string | number, unknown>
    const last = path.at(-1) as string
    const parent = path.slice(0, -1).reduce((at, key) => at[key] as typeof body, body)
    parent[last] = change(parent[last])
    return runVector(name, JSON.stringify(body))
  }
  const put = (value: unknown) => () => value

  it('a value off by more than its tolerance is a difference, named by its place', () => {
    const { ok, faults } = changed('gi_toy6.json', ['expected', 'gistar_z', 2], (z) => Number(z) + 1e-8)
    expect(ok).toBe(false)
    expect(faults[0]).toMatch(/^expected\.gistar_z\[2\]/)
  })

  it('an undefined value is no number, and a number is not undefined', () => {
    expect(changed('gi_toy6.json', ['expected', 'gi_z', 0], put(null)).ok).toBe(false)
    expect(changed('mann_kendall.json', ['series', 5, 'expected', 'tau_b'], put(0)).ok).toBe(false)
  })

  it('a list of another length is a difference', () => {
    expect(changed('bh_fdr.json', ['cases', 0, 'expected', 'BH'], (list) => (list as number[]).slice(1)).ok).toBe(false)
  })

  it('a wrong class of emerging hot spots is a difference, and so is a wrong list of literal matches', () => {
    expect(changed('ehsa_categories.json', ['cases', 3, 'expected'], put('sporadic hot spot')).ok).toBe(false)
    expect(changed('ehsa_categories.json', ['cases', 3, 'literal_matches'], put(['sporadic hot spot'])).ok).toBe(false)
  })

  it('an expected field that we do not compute is listed by name', () => {
    const { ok, notComputed } = changed('gi_toy6.json', ['expected', 'moran_i'], put([1, 2]))
    expect(ok).toBe(true)
    expect(notComputed).toEqual(['expected.moran_i (unknown field)'])
  })

  it('missing input, nothing expected, broken JSON and unknown methods fail with a sentence', () => {
    expect(changed('gi_toy6.json', ['input', 'values'], put(undefined)).faults[0]).toMatch(/values.*missing/)
    expect(changed('eb_auckland167.json', ['expected'], put(undefined)).faults[0]).toMatch(/nothing to compare/)
    expect(runVector('gi_x.json', '{').faults[0]).toMatch(/not JSON/)
    expect(runVector('moran_x.json', '{}').faults[0]).toMatch(/unknown method; built: .*gi_exact_p/)
  })

  it('a method is named by meta or by the longest beginning of the file name', () => {
    const method = (name: string, meta = {}) => methodOf({ name, meta })
    expect(method('gi_exact_p_hex')).not.toBe(method('gi_hex'))
    expect(method('anything', { method: 'gi exact-p' })).toBe(method('gi_exact_p_hex'))
    expect(method('gigantic_data')).toBeUndefined()
  })

  it('a folder is run file by file', async () => {
    expect((await runVectors(own)).map(({ file, ok }) => [file, ok])).toEqual(names(own).sort().map((name) => [name, true]))
  })
})
