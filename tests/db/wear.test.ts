import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { mostFailures, mostLeakedBytes, needsReplacing, noWear, worn } from '../../api/db/wear.ts'

const failing = (n: number, grownBytes = 0, code = '42P01') => Array.from({ length: n }).reduce<typeof noWear>((wear) => worn(wear, code, grownBytes, false), noWear)

describe('an engine whose statements fail', () => {
  it('is replaced after so many failures, long before its stack is used up, and not one earlier', () => {
    expect(needsReplacing(failing(mostFailures - 1))).toBe(false)
    expect(needsReplacing(failing(mostFailures))).toBe(true)
    // the fewest failures after which the engine was seen to refuse everything
    expect(mostFailures).toBeLessThan(1_160 / 2)
  })

  it('is replaced when failing statements left too much behind, however few they were', () => {
    expect(needsReplacing(failing(3, mostLeakedBytes / 3))).toBe(true)
    expect(needsReplacing(failing(3, mostLeakedBytes / 3 - 1))).toBe(false)
  })

  it('is not forgiven what it kept because it gave back something else', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1e9, max: 1e8 }), { maxLength: 20 }), (grown) => {
      const wear = grown.reduce((all, bytes) => worn(all, '42P01', bytes, false), noWear)
      expect(wear.leakedBytes).toBe(grown.filter((bytes) => bytes > 0).reduce((sum, bytes) => sum + bytes, 0))
    }))
  })

  it('is replaced at once after a swallowed exception, an empty stack or no memory, and stays condemned', () => {
    for (const one of [worn(noWear, 'XX000', 0, true), worn(noWear, '54001', 0, false), worn(noWear, '53200', 0, false)]) {
      expect(needsReplacing(one)).toBe(true)
      expect(needsReplacing(worn(one, '42P01', 0, false))).toBe(true)
    }
  })
})

it('the engine and its PostGIS are pinned to the one pair that fits', async () => {
  const { dependencies } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { dependencies: Record<string, string> }
  const wanted = JSON.parse(await readFile(new URL('../../node_modules/@electric-sql/pglite-postgis/package.json', import.meta.url), 'utf8')) as {
    version: string, peerDependencies: Record<string, string>
  }
  expect(dependencies['@electric-sql/pglite-postgis']).toBe(wanted.version)
  expect(dependencies['@electric-sql/pglite']).toBe(wanted.peerDependencies['@electric-sql/pglite'])
  expect(dependencies['@electric-sql/pglite']).toMatch(/^\d+\.\d+\.\d+$/)
})
