/** How the elder of two matters stands once the younger is merged into it, and when no merging or splitting is done. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { createUnits } from '../setup/app.ts'
import { engines, rolledBack } from '../setup/engines.ts'

type Columns = Record<string, unknown>
interface Side { state: string, [column: string]: unknown }

// that merging and splitting leave every table as it was is asked of both engines: tests/same/merge.test.ts
describe.each(engines.slice(-1))('merged on $name', ({ open }) => {
  let db: Db
  let states: Map<string, number>
  beforeAll(async () => {
    db = await open()
    await createUnits(db)
    states = new Map((await db.query<{ code: string, id: number }>('select code, id from state')).rows.map(({ code, id }) => [code, id]))
  })
  afterAll(() => db.close())

  async function put(tx: Tx, id: number, { state, petitions = ['2026-01-01'], ...columns }: Side & { petitions?: string[] }): Promise<void> {
    const row: Columns = { county_code: '990000', id, matter_no: `M${id}`, state: states.get(state), received_on: petitions[0], ...columns }
    const names = Object.keys(row)
    await tx.query(`insert into matter (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row))
    for (const [at, on] of petitions.entries()) {
      await tx.query(`insert into petition (county_code, id, matter_id, received_on, channel, people_count, state, place_status, is_first, is_collective, is_open)
        values ('990000', $1, $2, $3, 2, 1, $4, 0, $5, false, $6)`, [id * 10 + at, id, on, row['state'], at === 0, state !== 'closed'])
    }
  }
  /** The columns of the elder that the younger changes, and what they become; states by their codes. */
  async function after(elder: Side, younger: Side & { petitions?: string[] }): Promise<Columns> {
    return await rolledBack(db, async (tx) => {
      await tx.query(`select set_config('app.bulk', 'on', true)`)
      await put(tx, 1, elder)
      await put(tx, 2, younger)
      const { rows: [row] } = await tx.query<{ before: Columns, after: Columns }>('select merge_columns(e) as before, merged_columns(e, y) as after from matter e, matter y where e.id = 1 and y.id = 2')
      const changed = Object.entries(row?.after ?? {}).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(row?.before[name]))
      return Object.fromEntries(changed.map(([name, value]) => [name, name === 'state' ? [...states].find(([, id]) => id === value)?.[0] : value]))
    })
  }
  const settled = { state: 'settled', opinion_on: '2026-02-01', settled_on: '2026-02-10', closed_on: '2026-02-10', settled_first: true }
  const closed = { state: 'closed', opinion_on: '2026-02-01', closed_on: '2026-02-10' }

  test.each<[what: string, elder: Side, younger: Side & { petitions?: string[] }, changed: Columns]>([
    ['an open one goes on as it was, whatever the younger says', { state: 'handling', opinion_due_on: '2026-03-01' }, { state: 'closed', closed_on: '2026-04-01', route: 1, petitions: ['2026-03-01'] }, {}],
    ['an open one keeps its own date beside a younger open one', { state: 'handling', file_due_on: '2026-03-01' }, { state: 'registered', file_due_on: '2026-05-01', register_due_on: '2026-04-01', petitions: ['2026-03-01'] }, {}],
    // what went on after its end was not settled at the first attempt, also where nobody had said so
    ['a closed one is open again with the younger, and due when that is', closed, { state: 'registered', register_due_on: '2026-05-16', petitions: ['2026-05-01'] }, { state: 'registered', closed_on: null, file_due_on: '2026-05-16', returned_on: '2026-05-01', settled_first: false }],
    ['of the dates of the younger the latest step’s counts', closed, { state: 'handling', register_due_on: '2026-05-16', accept_due_on: '2026-05-20', opinion_due_on: '2026-07-01', petitions: ['2026-05-01'] }, { state: 'handling', closed_on: null, file_due_on: '2026-07-01', returned_on: '2026-05-01', settled_first: false }],
    ['and before it the day that a sender set', closed, { state: 'handling', opinion_due_on: '2026-07-01', file_due_on: '2026-06-01', petitions: ['2026-05-01'] }, { state: 'handling', closed_on: null, file_due_on: '2026-06-01', returned_on: '2026-05-01', settled_first: false }],
    ['a closed one takes the end of a younger that ended later', closed, { state: 'withdrawn', closed_on: '2026-05-10', petitions: ['2026-05-01'] }, { state: 'withdrawn', closed_on: '2026-05-10', returned_on: '2026-05-01', settled_first: false }],
    ['but not of one that ended the same day or before', closed, { state: 'withdrawn', closed_on: '2026-02-10', petitions: ['2026-01-20'] }, {}],
    ['settled at the first attempt stays so where the younger came only afterwards and ended before', settled, { state: 'withdrawn', closed_on: '2026-02-10', petitions: ['2026-02-11'] }, { returned_on: '2026-02-11' }],
    ['and is so no more where it came before the settlement', settled, { state: 'withdrawn', closed_on: '2026-02-09', petitions: ['2026-02-10'] }, { settled_first: false, returned_on: '2026-02-10' }],
    ['or where the elder’s state is another now', settled, { state: 'registered', register_due_on: '2026-05-16', petitions: ['2026-05-01'] }, { state: 'registered', closed_on: null, settled_on: null, settled_first: false, file_due_on: '2026-05-16', returned_on: '2026-05-01' }],
    ['it came back with the first petition after the opinion', closed, { state: 'withdrawn', closed_on: '2026-02-09', petitions: ['2026-01-15', '2026-02-01', '2026-02-02', '2026-03-01'] }, { returned_on: '2026-02-02' }],
    ['unless it had come back before', { ...closed, returned_on: '2026-02-01' }, { state: 'withdrawn', closed_on: '2026-02-09', petitions: ['2026-02-05'] }, {}],
    ['without an opinion nobody came back', { state: 'closed', closed_on: '2026-02-10' }, { state: 'withdrawn', closed_on: '2026-02-09', petitions: ['2026-03-01'] }, {}],
    ['the younger’s route counts where it has one', { ...closed, route: 1 }, { state: 'routed', route: 2, closed_on: '2026-05-10', petitions: ['2026-01-15'] }, { state: 'routed', route: 2, closed_on: '2026-05-10', settled_first: false }],
    ['and else the elder’s', { ...closed, route: 1 }, { state: 'withdrawn', closed_on: '2026-05-10', petitions: ['2026-01-15'] }, { state: 'withdrawn', closed_on: '2026-05-10', settled_first: false }],
  ])('%s', async (_what, elder, younger, changed) => {
    expect(await after(elder, younger)).toEqual(changed)
  })

  describe('by the rules', () => {
    /** Four open matters, one after the other; `work` merges and splits by their numbers and by the order of mergings. */
    type Merge = (a: number, b: number) => Promise<number>
    type Split = (merge: number) => Promise<void>
    async function merged<T>(work: (merge: Merge, split: Split, tx: Tx) => Promise<T>): Promise<T> {
      return await rolledBack(db, async (tx) => {
        await tx.query(`select set_config('app.bulk', 'on', true)`)
        for (const id of [1, 2, 3, 4]) await put(tx, id, { state: 'handling', petitions: [`2026-0${id}-01`] })
        await tx.query(`select set_config('app.bulk', 'off', true)`)
        const merge: Merge = async (a, b) => Number((await tx.query<{ id: number }>(`select (merge_two('990000', null, $1, $2)).id as id`, [a, b])).rows[0]?.id)
        const split: Split = async (id) => { await tx.query(`select split_matter('990000', $1, '看错了')`, [id]) }
        return await work(merge, split, tx)
      })
    }
    const told = async (tx: Tx): Promise<string[]> => (await tx.query<{ said: string }>(`select m.id || ' ' || coalesce(m.merged_into::text, '-') || ' ' || m.kinds || ' ' ||
      coalesce((select string_agg(p.id || case when p.is_first then 'f' else 'r' end, ',' order by p.id) from petition p where p.matter_id = m.id), '') as said from matter m order by m.id`)).rows.map(({ said }) => said)
    const refusal = (work: Promise<unknown>): Promise<[string, string | undefined, string]> =>
      work.then(() => { throw new Error('it was done') }, (error: { code: string, hint?: string, message: string }): [string, string | undefined, string] => [error.code, error.hint, error.message])

    it('the later one goes into the earlier, whichever is named first, its petitions repeats there', async () => {
      const found = await merged(async (merge, _split, tx) => {
        await merge(3, 1)
        return await told(tx)
      })
      expect(found).toEqual(['1 - 3 10f,30r', '2 - 1 20f', '3 1 0 ', '4 - 1 40f'])
    })

    it('taken back in the order that they came, the last first, everything is as it was', async () => {
      const found = await merged(async (merge, split, tx) => {
        const before = await told(tx)
        const first = await merge(1, 2)
        const second = await merge(1, 3)
        await split(second)
        await split(first)
        return [before, await told(tx)]
      })
      expect(found[1]).toEqual(found[0])
    })

    it('one that was merged stands for the one that it went into, through all of them', async () => {
      const found = await merged(async (merge, _split, tx) => {
        await merge(3, 4)
        await merge(2, 3)
        await merge(1, 2)
        return (await tx.query<{ ids: number[] }>(`select array(select standing_matter('990000', id)::int from matter order by id) || array(select merged_root('990000', id)::int from matter order by id) as ids`)).rows[0]?.ids
      })
      expect(found).toEqual(Array(8).fill(1))
    })

    it('neither of the two may be merged already', async () => {
      const gone = ['RG409', 'one of the two was merged meanwhile: read the list again', '其中一件已并入其他事项，请刷新']
      for (const [a, b] of [[2, 3], [1, 2]] as const) {
        expect(await refusal(merged(async (merge) => {
          await merge(1, 2)
          await merge(a, b)
        }))).toEqual(gone)
      }
    })

    it('none is taken back while a later one stands on it', async () => {
      const later = ['RG409', 'merged again since: take the later merging back first', '该事项之后又有合并，请先撤销后来的合并']
      // another one went into the same elder, or the elder itself into an older one
      expect(await refusal(merged(async (merge, split) => {
        const first = await merge(1, 2)
        await merge(1, 3)
        await split(first)
      }))).toEqual(later)
      expect(await refusal(merged(async (merge, split) => {
        const first = await merge(2, 3)
        await merge(1, 2)
        await split(first)
      }))).toEqual(later)
    })
  })
})
