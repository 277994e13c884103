import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LeastRecent } from '../../api/least-recent.ts'

const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const steps = fc.array(fc.oneof(
  fc.record({ set: keys, size: fc.integer({ min: 1, max: 14 }) }), fc.record({ get: keys }), fc.record({ wait: fc.integer({ min: 1, max: 60 }) }),
), { maxLength: 60 })

describe('what was asked last', () => {
  test('is kept as a plain list would keep it: within its size, the longest unused gone first, nothing too old given out', () => {
    fc.assert(fc.property(steps, (all) => {
      let now = 0
      const kept = new LeastRecent<number>({ largest: 20, sizeOf: (value) => value, ageMs: 100, now: () => now })
      /** oldest use first */
      let list: { key: string, value: number, since: number }[] = []
      for (const step of all) {
        if ('wait' in step) now += step.wait
        else if ('set' in step) {
          list = [...list.filter(({ key }) => key !== step.set), { key: step.set, value: step.size, since: now }]
          while (list.reduce((sum, { value }) => sum + value, 0) > 20) list.shift()
          kept.set(step.set, step.size)
        } else {
          const found = list.find(({ key }) => key === step.get)
          const young = found && now - found.since <= 100 ? found : undefined
          list = [...list.filter((one) => one !== found), ...young ? [young] : []]
          expect(kept.get(step.get)).toBe(young?.value)
        }
        expect(kept.size).toBe(list.reduce((sum, { value }) => sum + value, 0))
      }
    }), { numRuns: 500 })
  })

  test('is not kept where it alone is larger than the whole, and takes nothing else’s place', () => {
    const kept = new LeastRecent<string>({ largest: 5, sizeOf: ({ length }) => length })
    kept.set('a', 'abc')
    kept.set('b', 'abcdef')
    expect([kept.get('a'), kept.get('b'), kept.size]).toEqual(['abc', undefined, 3])
    kept.set('a', 'abcdef')
    expect([kept.get('a'), kept.size]).toEqual([undefined, 0])
  })
})
