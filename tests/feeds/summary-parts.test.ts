/** A summary is read in two parts side by side; what it tells is of one state of the data all the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Summary } from '../../api/contract/summary.ts'
import { tellOwnWrite } from '../../api/data-version.ts'
import type { Db } from '../../api/db/db.ts'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('the parts of a summary on $name', ({ openDemo }) => {
  let db: Db
  let demo: DemoApp
  /** the part before which, once, somebody writes: after the other part has been read */
  let interrupted: string | undefined
  let other: Promise<unknown> | undefined
  const reads: string[] = []
  beforeAll(async () => {
    demo = await openDemoApp(async () => {
      db = await openDemo()
      return {
        ...db,
        async read(caller, sql, params, options) {
          if (!sql.includes('indicator_counts')) return await db.read<never>(caller, sql, params, options)
          const part = String(params?.[1])
          reads.push(part)
          if (interrupted === part) {
            interrupted = undefined
            await new Promise(setImmediate)
            await other
            await takeOne()
          }
          const answer = db.read<never>(caller, sql, params, options)
          other = answer
          return await answer
        },
      } satisfies Db
    })
  })
  afterAll(() => demo.close())

  const ask = async (query = ''): Promise<Summary> => await demo.ask<Summary>('office', `/api/summary?as_of=2026-11-22${query}`)
  /** Takes the newest closed matter with its petitions away, as an action would: with a new data version, and telling it. */
  async function takeOne(): Promise<void> {
    await db.transaction(async (tx) => {
      await tx.query('delete from matter where id = (select max(m.id) from matter m where m.closed_on is not null)')
      await tx.query('select touch_data(installation_county())')
    })
    tellOwnWrite()
  }

  it('hold counts, clocks and the joint response together, for each period', async () => {
    reads.length = 0
    const told = await ask('&period=year')
    expect(reads.sort()).toEqual(['["counts"]', '["indicators"]'])
    for (const part of [told, told.previous, told.last_year]) {
      expect(Object.keys(part?.indicators ?? {})).toEqual(expect.arrayContaining(['repeat_share', 'on_time_closing', 'five_ones', 'evaluated_share']))
      expect(part?.indicators['repeat_share']).toMatchObject({ numerator: part?.repeat, denominator: part?.petitions })
      expect(part?.indicators['evaluated_share']?.denominator).toBe(part?.indicators['settled_first_attempt']?.denominator)
    }
    expect([told.as_of, told.from]).toEqual(['2026-11-22', '2026-01-01'])
    expect((await ask()).previous).toBeNull()
  })

  it.each([['["counts"]', '&place=placed'], ['["indicators"]', '&kind=first']])('are read again in one when somebody writes before %s is read', async (part, query) => {
    const first = await ask()
    reads.length = 0
    interrupted = part
    const told = await ask(query)
    expect(reads.slice(2)).toEqual(['["counts","indicators"]'])
    expect(await ask(query)).toEqual(told)
    expect((await ask()).petitions).toBeLessThan(first.petitions)
  })
})
