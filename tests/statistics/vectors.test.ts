import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
        expect(notComputed.filter((one) => !/\((words, no value|whether two other programs agree.*|same members around .*)\)$/.test(one))).toEqual([])
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

  it('of a large number the twelfth digit is asked for, of a small one what the tolerance says', () => {
    const off = (value: number, share: number): boolean => {
      const series = [{ x: [0, value, 2 * value, 3 * value], expected: { sen_slope: value * (1 + share) } }]
      return runVector('mann_kendall_x.json', JSON.stringify({ series })).ok
    }
    expect([off(184_084_166.25, 1e-13), off(184_084_166.25, 1e-11), off(0.5, 1e-10), off(0.5, 1e-8)]).toEqual([true, false, true, false])
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

  it('an expected field that is left out on purpose is listed by name; any other that we do not know is a fault', () => {
    const known = changed('gi_toy6.json', ['expected', 'moran_i'], put([1, 2]))
    expect([known.ok, known.notComputed[0]]).toEqual([true, 'expected.moran_i (Moran is not built: hot spots are judged by Gi* and exact tests)'])
    for (const value of [[1, 2], 'hot', null, [], {}]) {
      const { ok, faults } = changed('gi_toy6.json', ['expected', 'gistar_zz'], put(value))
      expect([ok, faults]).toEqual([false, ['expected.gistar_zz: an expected field that is not known here and not left out on purpose']])
    }
    expect(changed('gi_toy6.json', ['published', 'gistar_rank'], put(3)).ok).toBe(false)
    expect(changed('mann_kendall.json', ['series', 0, 'expected', 'durbin'], put(1)).ok).toBe(false)
  })

  it('what is left out on purpose alone is nothing to compare', () => {
    expect(changed('gi_toy6.json', ['expected'], put({ knox_ratio: 1.2 })).ok).toBe(true)
    const { ok, faults } = runVector('gi_x.json', JSON.stringify({ input: { values: [1, 2], neighbours: [[1], [0]] }, expected: { knox_ratio: 1.2 } }))
    expect([ok, faults]).toEqual([false, ['nothing to compare: expected is missing']])
  })

  it('an infinite number, in what is expected or given, is a fault and never within a tolerance', () => {
    const infinite = read('eb_auckland167.json').replace(/"b": ?[\d.e-]+/, '"b":1e999')
    expect(runVector('eb_auckland167.json', infinite).faults[0]).toMatch(/\.b: .*expected/)
    expect(runVector('gi_x.json', '{"input":{"values":[1e999,2,3],"neighbours":[[1],[0],[1]]},"expected":{"gi_z":[0,0,0]}}').faults[0]).toMatch(/values.*Infinity is no finite number/)
    expect(runVector('gi_x.json', '{"input":{"values":[NaN]},"expected":{}}').faults[0]).toMatch(/not JSON/)
    expect(changed('bh_fdr.json', ['cases', 0, 'expected', 'BH', 0], put('0.05')).ok).toBe(false)
  })

  it('lists that do not fit each other are named with their lengths', () => {
    const fault = (path: Path, change: (value: unknown) => unknown, name = 'gi_toy6.json'): string | undefined => changed(name, path, change).faults[0]
    expect(fault(['input', 'values'], (list) => (list as number[]).slice(1))).toMatch(/values has 5.*has 6/)
    expect(fault(['input', 'population'], (list) => (list as number[]).slice(1), 'eb_auckland167.json')).toMatch(/events has 167, population has 166/)
    expect(fault(['input', 'day'], (list) => (list as number[]).slice(2), 'repeat_metrics_98.json')).toMatch(/day has 96/)
    expect(fault(['cases', 0, 'bins'], (list) => (list as number[]).slice(1), 'ehsa_categories.json')).toMatch(/lists of different length/)
    const outside = runVector('gi_x.json', '{"input":{"values":[1,2,3],"neighbours":[[1],[0],[3]]},"expected":{"gi_z":[0,0,0]}}')
    expect(outside.faults[0]).toMatch(/positions from 0 to 2/)
  })

  it('a tolerance that the file states is kept to, and one that is none is a fault', () => {
    const stated = (tolerance: unknown): ReturnType<typeof runVector> => changed('gi_toy6.json', ['meta', 'tolerance'], put(tolerance))
    expect([stated(1e-6).ok, stated({ absolute: 1e-6, relative: 1e-6 }).ok]).toEqual([true, true])
    expect(stated(1e-17).ok).toBe(false)
    for (const wrong of ['1e-9', -1, [1e-9], {}, { abs: 1 }, { absolute: '1e-9' }, true]) expect(stated(wrong).faults[0]).toMatch(/meta\.tolerance/)
  })

  it('a setting that is no number is a fault: no default may stand for it', () => {
    const file = { meta: { params: { replications: '99' } }, input: { x: [0, 1, 2], y: [0, 0, 0], cases: [1, 2, 3], population: [10, 10, 10] }, expected: { clusters: [] } }
    expect(runVector('scan_poisson_x.json', JSON.stringify(file)).faults[0]).toMatch(/replications.*"99" is no finite number/)
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

  describe('the command', () => {
    let folder: string
    beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'vectors-')) })
    afterAll(() => rm(folder, { recursive: true }))
    const run = (at: string): Promise<{ code: number, out: string }> => new Promise((resolve) => {
      execFile(process.execPath, ['api/cli/vectors.ts', at], (error, stdout, stderr) => { resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }) })
    })

    it('fails on an empty folder and on none', async () => {
      expect([(await run(folder)).code, (await run(join(folder, 'absent'))).code]).toEqual([1, 1])
    })

    it('tells each file: a good one, broken text, a list instead of an object, and what is left out by name', async () => {
      const body = JSON.parse(read('gi_toy6.json')) as { expected: Record<string, unknown> }
      await writeFile(join(folder, 'gi_good.json'), JSON.stringify({ ...body, expected: { ...body.expected, knox_ratio: 1 } }))
      expect(await run(folder)).toMatchObject({ code: 0, out: expect.stringContaining('left out on purpose: expected.knox_ratio') as string })
      await writeFile(join(folder, 'gi_broken.json'), '{"input":')
      await writeFile(join(folder, 'gi_list.json'), '[]')
      const { code, out } = await run(folder)
      expect([code, out.includes('1 ok, 2 failed'), /FAILED gi_broken\.json/.test(out), out.includes('not an object')]).toEqual([1, true, true, true])
    })
  })

  it('a folder is run file by file', async () => {
    expect((await runVectors(own)).map(({ file, ok }) => [file, ok])).toEqual(names(own).sort().map((name) => [name, true]))
  })
})
