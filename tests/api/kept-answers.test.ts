import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BodyCache, rightsOf } from '../../api/answers.ts'
import { today } from '../../api/county-day.ts'

const million = 1_048_576

describe('kept answers', () => {
  it('are those asked for last, and never more than 64 megabytes of them', () => {
    const cache = new BodyCache()
    const body = 'x'.repeat(2 * million)
    for (let n = 0; n < 32; n += 1) cache.set(`a${n}`, body)
    // asked again: it is no longer the oldest
    expect(cache.get('a0')).toBe(body)
    cache.set('a32', body)
    expect([cache.get('a0') === body, cache.get('a1'), cache.get('a2') === body]).toEqual([true, undefined, true])
  })

  it('that are too large are made anew each time, and push nothing out', () => {
    const cache = new BodyCache()
    cache.set('small', 'x')
    cache.set('large', 'x'.repeat(2 * million + 1))
    expect([cache.get('small'), cache.get('large')]).toEqual(['x', undefined])
  })

  it('stay what they were under one name', () => {
    const cache = new BodyCache()
    cache.set('a', 'first')
    cache.set('a', 'second')
    expect(cache.get('a')).toBe('first')
  })
})

describe('rights that share an answer', () => {
  const caller = (role: string, scopeUnits: number[], accountId = 'a') => ({ accountId, role, scopeUnits, requestId: 'r' })

  it('are role and units in any order, and not the account', () => {
    const shuffled = fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 6 })
      .chain((units) => fc.tuple(fc.constant(units), fc.shuffledSubarray(units, { minLength: units.length })))
    fc.assert(fc.property(shuffled, ([units, others]) => {
      expect(rightsOf(caller('office', units, 'a'))).toBe(rightsOf(caller('office', others, 'b')))
    }))
  })

  it('of other units or another role are never the same', () => {
    const all = [caller('office', [1]), caller('office', [1, 2]), caller('office', [12]), caller('office', []), caller('leader', [1]), caller('office', [2, 10]), caller('office', [10, 21])]
    expect(new Set(all.map(rightsOf)).size).toBe(all.length)
  })

  it('leave the order of the caller’s own units as it is', () => {
    const one = caller('office', [9, 2])
    rightsOf(one)
    expect(one.scopeUnits).toEqual([9, 2])
  })
})

it('a day is the county’s, which begins eight hours before that of Greenwich', () => {
  const inShanghai = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
  const before = inShanghai()
  const told = today()
  // it may become midnight in between
  expect([before, inShanghai()]).toContain(told)
})
