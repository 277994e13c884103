import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heightOf, levels, settled, stepped, tapped } from '../../web/lib/sheet.ts'
import { cardAt } from '../../web/lib/tour.ts'

const heights = fc.record({ room: fc.integer({ min: 200, max: 900 }), head: fc.integer({ min: 40, max: 90 }) })
const level = fc.constantFrom(...levels)

describe('the sheet over a phone’s map', () => {
  test('has three heights that never fall from low to high, and never leaves its room', () => {
    fc.assert(fc.property(heights, (given) => {
      const [low, half, high] = levels.map((one) => heightOf(one, given))
      expect(low).toBe(Math.min(given.head, given.room))
      expect(half).toBeGreaterThanOrEqual(low ?? 0)
      expect(high).toBe(given.room)
    }))
  })

  test('stays where it is put down at one of its heights', () => {
    fc.assert(fc.property(heights, level, (given, one) => {
      expect(heightOf(settled(heightOf(one, given), 0, given), given)).toBe(heightOf(one, given))
    }))
  })

  test('put down anywhere it goes to the nearest height; thrown it goes on in its direction', () => {
    fc.assert(fc.property(heights, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
      const height = share * given.room
      const gapTo = (one: typeof levels[number]): number => Math.abs(heightOf(one, given) - height)
      expect(gapTo(settled(height, 0, given))).toBe(Math.min(...levels.map(gapTo)))
      expect(heightOf(settled(height, 1, given), given)).toBeGreaterThanOrEqual(Math.min(height, given.room))
      expect(heightOf(settled(height, -1, given), given)).toBeLessThanOrEqual(Math.max(height, heightOf('low', given)))
    }))
  })

  test('opens further with every tap and then closes; arrow keys stop at the ends', () => {
    expect(['low', 'half', 'high'].map((one) => tapped(one as typeof levels[number]))).toEqual(['half', 'high', 'low'])
    expect(stepped('high', 1)).toBe('high')
    expect(stepped('low', -1)).toBe('low')
  })
})

describe('the card of the tour', () => {
  const screen = { width: 390, height: 844 }
  const card = fc.record({ width: fc.integer({ min: 200, max: 340 }), height: fc.integer({ min: 120, max: 260 }) })
  const box = fc.record({
    left: fc.integer({ min: 0, max: 380 }), top: fc.integer({ min: 0, max: 830 }),
    width: fc.integer({ min: 1, max: 390 }), height: fc.integer({ min: 1, max: 844 }),
  })

  test('is always wholly on screen', () => {
    fc.assert(fc.property(box, card, (thing, own) => {
      const { left, top } = cardAt(thing, own, screen)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(top).toBeGreaterThanOrEqual(0)
      expect(left + own.width).toBeLessThanOrEqual(screen.width)
      expect(top + own.height).toBeLessThanOrEqual(screen.height)
    }))
  })

  test('does not cover what it explains where there is room above or below', () => {
    fc.assert(fc.property(box, card, (thing, own) => {
      const room = Math.max(thing.top, screen.height - thing.top - thing.height)
      fc.pre(room >= own.height + 24)
      const { top } = cardAt(thing, own, screen)
      expect(top + own.height <= thing.top || top >= thing.top + thing.height).toBe(true)
    }))
  })
})
