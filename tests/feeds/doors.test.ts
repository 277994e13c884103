import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterQuery, type Filter } from '../../api/contract/filter.ts'
import type { Summary } from '../../api/contract/summary.ts'
import { doors, type DoorName } from '../../web/lib/doors.ts'
import { narrowing, patched } from '../../web/lib/url-state.ts'
import { engines, runsOn } from '../setup/engines.ts'
import { onDemo } from './demo-codes.ts'
import { filters } from './random-filter.ts'

/** People are told of petitions: the list behind them has those. */
const rowsOf = { people: 'petitions', collective_people: 'collective' } as const satisfies Partial<Record<DoorName, DoorName>>
const names = Object.keys(doors) as DoorName[]

describe.each(engines)('the doors of the figures on $name', ({ name, openDemo }) => {
  const at = onDemo(openDemo)

  async function opened(filter: Filter, door: DoorName): Promise<number> {
    const { of, patch } = doors[door]
    const query = filterQuery(patched(filter, narrowing(filter, patch)))
    return (await at.demo.ask<{ total: number }>('office', `/api/feeds/${of}?limit=1&${query.toString()}`)).total
  }
  async function agrees(filter: Filter): Promise<void> {
    const summary = await at.demo.ask<Summary>('office', `/api/summary?${filterQuery(filter).toString()}`)
    for (const door of names) {
      expect([door, await opened(filter, door)]).toEqual([door, summary[door in rowsOf ? rowsOf[door as keyof typeof rowsOf] : door]])
    }
  }

  it('open lists as long as their numbers where the filter says one kind, state or place already', async () => {
    for (const kind of ['first', 'repeat', 'collective'] as const) await agrees({ as_of: '2026-11-22', period: '365d', kind })
    for (const place of ['placed', 'unlocated'] as const) await agrees({ as_of: '2026-11-22', kind: 'collective', place, also: ['repeat'] })
    for (const state of [['open'], ['closed'], at.codes.states.slice(0, 3)]) await agrees({ as_of: '2026-11-22', state, overdue: '1' })
  })

  it('name a door that can never hold anything by an empty list, not by a longer one', async () => {
    expect(await opened({ kind: 'repeat' }, 'first')).toBe(0)
    expect(await opened({ place: 'placed' }, 'unlocated')).toBe(0)
    expect(await opened({ state: ['closed'] }, 'open')).toBe(0)
    expect(await opened({ kind: 'collective' }, 'first')).toBeGreaterThan(0)
  })

  const numRuns = runsOn(name, 120, 40)
  it(`open lists as long as their numbers for ${numRuns} random filters`, async () => {
    await fc.assert(fc.asyncProperty(filters(at.codes), agrees), { numRuns, seed: 20261127 })
  }, 300_000)
})
