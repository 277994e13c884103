import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter } from '../../api/contract/filter.ts'
import type { Caller, Db } from '../../api/db/db.ts'
import { readFilter } from '../../api/tiles/tile-filter.ts'
import { createUnits, type TestUnits } from '../setup/app.ts'
import { testDb } from '../setup/engines.ts'

describe('the pyramid answers', () => {
  let db: Db
  let units: TestUnits
  beforeAll(async () => {
    db = await testDb()
    units = await createUnits(db)
  })
  afterAll(() => db.close())

  let asked = 0
  async function pyramidFor(role: string, unit: number, filter: Filter) {
    const caller: Caller = { accountId: null, role, scopeUnits: [unit] }
    const resolve = await readFilter(db)
    return (await resolve('1 today', `question ${asked += 1}`, caller, filter)).pyramid
  }

  it('a county without a filter, by township, and by open or closed', async () => {
    expect(await pyramidFor('leader', units.county, {})).toEqual({ townships: null })
    expect(await pyramidFor('office', units.county, { unit: '990000' })).toEqual({ townships: null })
    expect(await pyramidFor('office', units.county, { unit: '990000002' })).toEqual({ townships: [units.sibling] })
    expect(await pyramidFor('wall', units.county, { unit: '990000001' })).toEqual({ townships: [units.township] })
    expect(await pyramidFor('office', units.county, { state: ['open'], place: 'placed' })).toEqual({ townships: null, only: 'open' })
    expect(await pyramidFor('office', units.county, { state: ['closed'] })).toEqual({ townships: null, only: 'closed' })
    expect(await pyramidFor('township', units.township, {})).toEqual({ townships: [units.township] })
    // points have no history: a day before today asks for the same cells
    expect(await pyramidFor('leader', units.county, { as_of: '2026-01-01' })).toEqual({ townships: null })
  })

  it('nothing that it does not know: dates, kinds, single states, villages', async () => {
    const unknown: Filter[] = [
      { from: '2026-01-01' }, { period: '30d' }, { kind: 'repeat' }, { overdue: '1' }, { state: ['settled'] }, { area: ['none'] },
      { unit: '990000001001' }, { channel: ['visit'] }, { bbox: '104,27,105,28' }, { q: 'x' }, { place: 'outside' },
    ]
    for (const filter of unknown) {
      expect(await pyramidFor('office', units.county, filter), JSON.stringify(filter)).toBeUndefined()
    }
    expect(await pyramidFor('village', units.village, {})).toBeUndefined()
    expect(await pyramidFor('group', units.group, {})).toBeUndefined()
  })
})
