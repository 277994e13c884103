import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import type { ImportProgress } from '../../api/importers/run.ts'
import { engines } from '../setup/engines.ts'
import { everything, importCounty, importPetitions } from './county.ts'

const rows = (n: number) => Array.from({ length: n }, (_, at) =>
  ({ no: `C${at}`, on: '2024-01-01', lon: 104.01 + (at % 380) / 1_000, lat: 27.61 + (at % 180) / 1_000, category: `类${at % 7}` }))

describe.each(engines)('cancelling an import on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await importCounty(db)
    await importPetitions(db, rows(20).map((row) => ({ ...row, no: `B${row.no}` })))
  }, 240_000)
  afterAll(() => db.close())

  const cancelAt = async (when: (progress: ImportProgress) => boolean, more = {}): Promise<ImportProgress[]> => {
    const stop = new AbortController()
    const seen: ImportProgress[] = []
    await expect(importPetitions(db, rows(9_000), {
      signal: stop.signal, ...more, onProgress: (progress) => {
        seen.push(progress)
        if (when(progress)) stop.abort()
      },
    })).rejects.toMatchObject({ code: 'cancelled' })
    return seen
  }

  test.each<[string, (progress: ImportProgress) => boolean]>([
    ['while the file is read', ({ phase }) => phase === 'reading'],
    ['before anything is written', ({ phase, step }) => phase === 'writing' && step === 0],
    ['between two steps of the writing', ({ step, steps }) => steps > 0 && step === steps - 1],
    ['when only the counts are missing', ({ phase }) => phase === 'counting'],
  ])('leaves nothing behind %s', async (_name, when) => {
    const before = await everything(db)
    const seen = await cancelAt(when)
    expect(seen.some(when)).toBe(true)
    expect(await everything(db)).toEqual(before)
  }, 120_000)

  test.each([0, 20, 60, 120])('is called cancelled and nothing else when that comes %i ms after the start, while its reader wakes up', async (ms) => {
    const before = await everything(db)
    const stop = new AbortController()
    const run = importPetitions(db, rows(9_000), { signal: stop.signal })
    setTimeout(() => { stop.abort() }, ms)
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    expect(await everything(db)).toEqual(before)
  })

  test('a dry run is cancelled like any other', async () => {
    await cancelAt(({ phase }) => phase === 'writing', { dryRun: true })
  })

  test('the same file comes in afterwards', async () => {
    expect(await importPetitions(db, rows(9_000))).toMatchObject({ created: 9_000 })
  }, 120_000)
})
