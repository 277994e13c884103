/** What of the joint response counts on which day: the last day that counts, the first that does not, and where it is counted. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { createUnits, type TestUnits } from '../setup/app.ts'
import { engines, rolledBack } from '../setup/engines.ts'

/** May 2020, as it was told on the 20th. */
const may = { from: '2020-05-01', to: '2020-05-31', as_of: '2020-05-20' }

describe.each(engines)('counted on $name', ({ open }) => {
  let db: Db
  let units: TestUnits
  beforeAll(async () => {
    db = await open()
    units = await createUnits(db)
    // rows as an import of the owner brings them: with their places, and without a step on the record
    await db.transaction(async (tx) => {
      await tx.query(`select set_config('app.bulk', 'on', true)`)
      await tx.query(`insert into joint_response (county_code, id, code, title, sector, state) values ('990000', 1, 'R-1', '行业专项', (select min(id) from sector), 'surveying')`)
    })
  })
  afterAll(() => db.close())

  /** Rows of one table, rolled back after they were counted; each is its columns beside what all of the table need. */
  async function counted<Row>(table: string, rows: Record<string, unknown>[], count: string, filter: object = may, by = 'place'): Promise<Row[]> {
    return await rolledBack(db, async (tx) => {
      await tx.query(`select set_config('app.bulk', 'on', true)`)
      for (const [i, row] of rows.entries()) {
        const whole: Record<string, unknown> = {
          county_code: '990000', id: 100 + i, unit_id: units.group, township_id: units.township, village_id: units.village, group_id: units.group, ...row,
        }
        const names = Object.keys(whole)
        await tx.query(`insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(whole))
      }
      return (await tx.query<Row & Record<string, unknown>>(`select * from ${count}($1::jsonb${by === '' ? '' : ', $2'})`, by === '' ? [JSON.stringify(filter)] : [JSON.stringify(filter), by])).rows
    })
  }

  describe('promises', () => {
    const promise = (due: string, kept: string | null = null, more = {}): Record<string, unknown> => ({ response_id: 1, title: '承诺', made_on: '2020-01-01', due_on: due, kept_on: kept, ...more })
    const count = async (rows: Record<string, unknown>[], filter = may): Promise<[number, number]> => {
      const [row] = await counted<{ due: number, kept: number }>('commitment', rows, 'commitment_counts', filter)
      return [row?.due ?? 0, row?.kept ?? 0]
    }

    test.each<[due: string, kept: string | null, counts: [number, number]]>([
      ['2020-05-20', null, [1, 0]], ['2020-05-21', null, [0, 0]], ['2020-05-01', null, [1, 0]], ['2020-04-30', null, [0, 0]],
      // kept before it fell due it counts from the day on which it was kept
      ['2020-05-21', '2020-05-20', [1, 1]], ['2020-05-21', '2020-05-21', [0, 0]], ['2020-05-31', '2020-05-02', [1, 1]], ['2020-06-01', '2020-05-02', [0, 0]],
      // kept too late is kept, and on the days before it is not
      ['2020-05-10', '2020-05-20', [1, 1]], ['2020-05-10', '2020-05-21', [1, 0]],
    ])('due on %s and kept on %s: %j', async (due, kept, counts) => {
      expect(await count([promise(due, kept)])).toEqual(counts)
    })

    it('are all of them without a period, and those of a unit or an area where one is asked for', async () => {
      const all = [promise('2019-01-01', null, { made_on: '2018-01-01' }), promise('2020-05-20'), promise('2020-05-02', '2020-05-03', { group_id: null, village_id: null, unit_id: units.sibling, township_id: units.sibling })]
      expect(await count(all, { as_of: '2020-05-20' } as never)).toEqual([3, 1])
      expect(await count(all, { ...may, township_ids: [units.sibling] } as never)).toEqual([1, 1])
      expect(await count(all, { ...may, group_ids: [units.group] } as never)).toEqual([1, 0])
      expect(await count(all, { ...may, area_ids: [1] } as never)).toEqual([0, 0])
      expect(await count(all, { ...may, area_ids: [1], area_none: true } as never)).toEqual([2, 1])
    })

    test.each<[string, (units: TestUnits) => [number, number, number][]]>([
      ['township', ({ township, sibling }) => [[township, 2, 1], [sibling, 1, 0]]], ['village', ({ village }) => [[-2, 1, 0], [village, 2, 1]]], ['group', ({ group }) => [[-2, 2, 0], [group, 1, 1]]],
      ['area', () => [[-2, 3, 1]]], ['place', () => [[-2, 3, 1]]],
    ])('by %s stand where they were given, and beside the others where the level is not known', async (by, expected) => {
      const rows = [promise('2020-05-02', '2020-05-03'), promise('2020-05-02', null, { group_id: null, unit_id: units.village }), promise('2020-05-02', null, { group_id: null, village_id: null, unit_id: units.sibling, township_id: units.sibling })]
      const found = await counted<{ key: number, due: number, kept: number }>('commitment', rows, 'commitment_counts', may, by)
      const byKey = (a: number[], b: number[]): number => Number(a[0]) - Number(b[0])
      expect(found.map(({ key, due, kept }) => [key, due, kept]).sort(byKey)).toEqual(expected(units).sort(byKey))
    })
  })

  describe('revisits', () => {
    test.each<[on: string, result: string, counts: [number, number]]>([
      ['2020-05-20', 'satisfied', [1, 1]], ['2020-05-20', 'basically', [1, 1]], ['2020-05-20', 'not', [1, 0]], ['2020-05-21', 'satisfied', [0, 0]], ['2020-05-01', 'not', [1, 0]], ['2020-04-30', 'satisfied', [0, 0]],
    ])('on %s that said %s: %j', async (on, result, counts) => {
      const found = await rolledBack(db, async (tx) => {
        await tx.query(`select set_config('app.bulk', 'on', true)`)
        await tx.query(`insert into problem (county_code, id, problem_no, response_id, unit_id, title, source, collected_on) values ('990000', 7, 'R-1-1', 1, $1, '问题', 'visit', '2020-01-01')`, [units.group])
        await tx.query(`insert into revisit (county_code, id, response_id, unit_id, problem_id, on_date, result) values ('990000', 9, 1, $1, 7, $2, $3)`, [units.group, on, result])
        return (await tx.query<{ n: number, satisfied: number }>(`select * from revisit_counts($1::jsonb, 'place')`, [JSON.stringify(may)])).rows
      })
      expect(found.map(({ n, satisfied }) => [n, satisfied])).toEqual(counts[0] === 0 ? [] : [counts])
    })
  })

  describe('visits to households', () => {
    const now = { from: '2020-05-01', to: '2020-05-31', as_of: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10) }
    it('are those of the rounds that begin in the period, planned and done', async () => {
      const round = (starts: string, planned: number, done: number, no: number): Record<string, unknown> => ({ response_id: 1, round_no: no, planned_count: planned, done_count: done, starts_on: starts, ends_on: '2020-07-01' })
      const rows = [round('2020-05-01', 60, 7, 1), round('2020-05-31', 40, 40, 2), round('2020-04-30', 500, 500, 3), round('2020-06-01', 500, 500, 4)]
      expect(await counted('household_visit_round', rows, 'visit_counts', now)).toEqual([{ key: -2, planned: 100, done: 47 }])
      expect(await counted('household_visit_round', rows, 'visit_counts', { as_of: now.as_of })).toEqual([{ key: -2, planned: 1_100, done: 1_047 }])
    })
  })

  describe('problems', () => {
    const now = { from: '2020-05-01', to: '2020-05-31', as_of: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10) }
    const problem = (no: number, state: string, more = {}): Record<string, unknown> => ({ problem_no: `R-1-${no}`, response_id: 1, title: '问题', source: 'visit', state, collected_on: '2020-05-10', ...more })

    it('are open or closed by the rows of their states, and opened again wherever they stand now', async () => {
      const states = ['collected', 'classified', 'assigned', 'consulting', 'planned', 'handling', 'kept', 'confirmed', 'deferred', 'reopened', 'struck', 'routed', 'explained']
      const rows = states.map((state, i) => problem(i, state, { reopened_count: state === 'struck' ? 2 : state === 'reopened' ? 1 : 0 }))
      expect(await counted('problem', rows, 'problem_counts', now)).toEqual([{ key: -2, n: 13, open: 10, closed: 3, reopened: 2 }])
    })

    it('are those collected in the period, of the categories asked for', async () => {
      const { rows: [first, second] } = await db.query<{ code: number }>('select code from category order by code limit 2')
      const rows = [problem(1, 'collected', { collected_on: '2020-05-01', category: first?.code }), problem(2, 'collected', { collected_on: '2020-05-31', category: second?.code }), problem(3, 'struck', { collected_on: '2020-04-30' }), problem(4, 'struck', { collected_on: '2020-06-01' })]
      expect(await counted('problem', rows, 'problem_counts', now)).toMatchObject([{ n: 2, open: 2, closed: 0 }])
      expect(await counted('problem', rows, 'problem_counts', { ...now, categories: [first?.code] })).toMatchObject([{ n: 1 }])
      expect(await counted('problem', rows, 'problem_counts', { as_of: now.as_of })).toMatchObject([{ n: 4, open: 2, closed: 2 }])
    })
  })

  describe('matters', () => {
    interface Told { closed?: string, merged?: number, revisits?: [on: string, result: string][], backlog?: string }
    async function matters<Row>(rows: Told[], count: string, filter: object = may): Promise<Row[]> {
      return await rolledBack(db, async (tx) => {
        await tx.query(`select set_config('app.bulk', 'on', true)`)
        const insert = (sql: string, params: unknown[]): Promise<unknown> => tx.query(sql, params)
        for (const [i, { closed, revisits = [], backlog }] of rows.entries()) {
          await insert(`insert into matter (county_code, id, matter_no, state, received_on, closed_on) values ('990000', $1, $2, (select id from state where code = $4), '2020-01-01', $3)`, [i + 1, `M${i + 1}`, closed ?? null, closed === undefined ? 'handling' : 'closed'])
          for (const [on, result] of revisits) await insert(`insert into revisit (county_code, unit_id, matter_id, on_date, result) values ('990000', $1, $2, $3, $4)`, [units.county, i + 1, on, result])
          if (backlog !== undefined) await insert(`insert into matter_care (county_code, matter_id, backlog_on) values ('990000', $1, $2)`, [i + 1, backlog])
        }
        for (const [i, { merged }] of rows.entries()) if (merged !== undefined) await insert('update matter set merged_into = $2 where id = $1', [i + 1, merged])
        return (await tx.query<Row & Record<string, unknown>>(`select * from ${count}($1::jsonb)`, [JSON.stringify(filter)])).rows
      })
    }
    const evaluated = async (...rows: Told[]): Promise<unknown> => (await matters<{ evaluated: number, satisfied: number }>(rows, 'evaluated_counts')).map((row) => [row.evaluated, row.satisfied])[0]
    const backlog = async (...rows: Told[]): Promise<unknown> => (await matters<{ n: number, settled: number }>(rows, 'backlog_counts')).map((row) => [row.n, row.settled])[0]

    it('closed in the period were asked how they saw it when one revisit is there, and the last one decides', async () => {
      expect(await evaluated({ closed: '2020-05-20', revisits: [['2020-05-21', 'satisfied']] })).toEqual([1, 1])
      expect(await evaluated({ closed: '2020-05-20', revisits: [['2020-05-21', 'basically']] })).toEqual([1, 1])
      expect(await evaluated({ closed: '2020-05-20', revisits: [['2020-05-21', 'satisfied'], ['2020-05-22', 'not']] })).toEqual([1, 0])
      expect(await evaluated({ closed: '2020-05-20', revisits: [['2020-05-22', 'not'], ['2020-05-21', 'satisfied']] })).toEqual([1, 0])
      // of one day the later entry
      expect(await evaluated({ closed: '2020-05-20', revisits: [['2020-05-21', 'not'], ['2020-05-21', 'satisfied']] })).toEqual([1, 1])
      expect(await evaluated({ closed: '2020-05-20' })).toEqual([0, 0])
    })

    it('closed after the day, before the period, not at all, or merged are not asked', async () => {
      const revisits: [string, string][] = [['2020-05-25', 'satisfied']]
      for (const closed of ['2020-05-21', '2020-04-30', undefined]) expect([closed, await evaluated({ ...(closed === undefined ? {} : { closed }), revisits })]).toEqual([closed, [0, 0]])
      expect(await evaluated({ closed: '2020-05-01', revisits })).toEqual([1, 1])
      expect(await evaluated({ closed: '2020-05-10' }, { closed: '2020-05-10', revisits, merged: 1 })).toEqual([0, 0])
    })

    it('assigned as backlog count from that day on, and settled once they are closed', async () => {
      expect(await backlog({ backlog: '2020-05-20' }, { backlog: '2020-05-21' }, { backlog: '2018-01-01', closed: '2020-05-01' }, {})).toEqual([2, 1])
    })

    it('merged stand for the one that they went into, and count once', async () => {
      expect(await backlog({ closed: '2020-05-01' }, { backlog: '2020-05-01', merged: 1 }, { backlog: '2020-05-01', merged: 1 })).toEqual([1, 1])
      expect(await backlog({ backlog: '2020-05-01' }, { backlog: '2020-05-01', merged: 1, closed: '2020-05-01' })).toEqual([1, 0])
      // and through two mergings
      expect(await backlog({ closed: '2020-05-01' }, { merged: 1 }, { backlog: '2020-05-01', merged: 2 })).toEqual([1, 1])
    })
  })

  it('tells a kiosk whole fives, and of fewer no more than that there are some', async () => {
    const told = async (n: number): Promise<unknown> => {
      const rows = Array.from({ length: n }, (_, i) => i)
      return await rolledBack(db, async (tx: Tx) => {
        await tx.query(`select set_config('app.bulk', 'on', true)`)
        for (const i of rows) await tx.query(`insert into commitment (county_code, id, response_id, unit_id, title, made_on, due_on) values ('990000', $1, 1, $2, '承诺', '2020-01-01', '2020-05-02')`, [200 + i, units.group])
        const { rows: [row] } = await tx.query<{ due: number }>(`select set_config('app.role', 'wall', true), (select c.due from commitment_counts($1::jsonb, 'place') c) as due`, [JSON.stringify(may)])
        return row?.due
      })
    }
    expect([await told(1), await told(4), await told(5), await told(9), await told(10)]).toEqual([1, 1, 5, 5, 10])
  })
})
