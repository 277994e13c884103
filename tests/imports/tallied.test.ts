import { describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'
import { importPetitions, one, withCounty, type TestPetition } from './county.ts'

const channels = ['来访', '来信', '网上信访']
/** petitions of which every third repeats the one before it */
const some = (letter: string, n: number): TestPetition[] => Array.from({ length: n }, (_, at) => ({
  no: `${letter}${at}`, on: `2024-0${1 + at % 6}-1${at % 9}`, registered: `2024-0${1 + at % 6}-2${at % 9}`, channel: channels[at % 3], people: 1 + at % 7,
  lon: 104.01 + (at % 38) / 100, lat: 27.61 + (at % 18) / 100, ...at % 3 === 2 ? { of: `${letter}${at - 1}` } : {},
  ...at % 4 === 0 ? { state: '已办结', closedOn: '2024-12-01' } : {},
}))

describe.each(engines)('the roll-ups and the pyramid after an import on $name', ({ open }) => {
  let db: Db
  withCounty(open, (opened) => { db = opened })

  const kept = () => one<{ petitions: string[]; clocks: string[]; cells: string[] }>(db, `select json_build_object(
    'petitions', (select json_agg(t::text order by t::text) from petition_tally t where petitions <> 0),
    'clocks', (select json_agg(t::text order by t::text) from clock_tally t where n <> 0),
    'cells', (select json_agg(t::text order by t::text) from tile_cell t)) as value`)
  /** petitions and matters that know something else of each other than rules/084_petition_order.sql would tell them */
  const unknowing = () => one<number>(db, `select (select count(*) from petition_order('990100') o where not o.known)::int
    + (select count(*) from matter m join kinds_of_matters('990100') k on k.matter_id = m.id where k.kinds <> m.kinds)::int as value`)

  test.each([
    ['of a first file', some('A', 60)], ['of further matters', some('B', 45)], ['of petitions that join known matters', [{ no: 'J1', on: '2024-07-01', of: 'A3' }]],
    ['of corrections', some('A', 60).map((row) => ({ ...row, people: 9 }))],
    ['of corrections that change the order of a matter\'s petitions', some('A', 60).map((row, at) => at % 3 === 1 ? { ...row, on: '2024-09-01', registered: '2024-09-02', channel: '来信' } : row)],
    ['of petitions of one matter on one day, the first of which is no first one', [
      { no: 'T3', on: '2024-08-01', of: 'T1', channel: '来信' }, { no: 'T1', on: '2024-08-01', first: '否' }, { no: 'T2', on: '2024-08-01', of: 'T1', channel: '来信', people: 6 },
    ]],
  ])('equal a recount %s', async (_name, rows) => {
    expect((await importPetitions(db, rows)).rejected).toBe(0)
    const after = await kept()
    expect(after.petitions.length).toBeGreaterThan(10)
    expect(after.clocks.length).toBeGreaterThan(10)
    expect(after.cells.length).toBeGreaterThan(10)
    expect(await unknowing()).toBe(0)
    await db.query("select refresh_tallies('990100')")
    await db.query("select rebuild_pyramid('990100')")
    expect(await kept()).toEqual(after)
  }, 120_000)
})
