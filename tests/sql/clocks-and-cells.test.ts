/** How a clock of a matter and a cell of the response matrix stand on a day: each state, its last day and the first of the next, and which word comes before which. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Db, Tx } from '../../api/db/db.ts'
import { createUnits, type TestUnits } from '../setup/app.ts'
import { engines, rolledBack } from '../setup/engines.ts'

describe.each(engines)('on $name', ({ open }) => {
  let db: Db
  let units: TestUnits
  beforeAll(async () => {
    db = await open()
    units = await createUnits(db)
  })
  afterAll(() => db.close())

  /** Statements of an import: no trigger moves what they say. */
  const still = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => rolledBack(db, async (tx) => {
    await tx.query(`select set_config('app.bulk', 'on', true)`)
    return await work(tx)
  })
  async function insert(tx: Tx, table: string, row: Record<string, unknown>): Promise<void> {
    const names = Object.keys(row)
    await tx.query(`insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row))
  }

  describe('a clock of a matter', () => {
    type Pause = [clock: string, from: string, until: string, ended?: string]
    interface Around { stages?: Record<string, unknown>[], pauses?: Pause[], simplified?: string, state?: string }
    /** What each clock of the matter is at a day, by its code. */
    async function clocks(dates: Record<string, unknown>, asOf: string, { stages = [], pauses = [], simplified, state = 'handling' }: Around = {}): Promise<Record<string, string>> {
      return await still(async (tx) => {
        const { rows: [known] } = await tx.query<{ id: number }>('select id from state where code = $1', [state])
        await insert(tx, 'matter', { county_code: '990000', id: 5, matter_no: 'M5', state: known?.id, received_on: '2026-03-02', ...dates })
        for (const stage of stages) await insert(tx, 'matter_stage', { county_code: '990000', matter_id: 5, ...stage })
        for (const [clock, from, until, ended] of pauses) await insert(tx, 'clock_pause', { county_code: '990000', matter_id: 5, clock, from_on: from, until_on: until, ended_on: ended ?? null, reason: '听证' })
        if (simplified !== undefined) await insert(tx, 'matter_care', { county_code: '990000', matter_id: 5, simplified_on: simplified })
        const { rows } = await tx.query<{ clock: string, state: string }>('select c.clock, c.state from matter m, matter_clocks(m, $1::date) c where m.id = 5', [asOf])
        return Object.fromEntries(rows.map((row) => [row.clock, row.state]))
      })
    }
    const registering = { register_due_on: '2026-03-17' }
    const accepted = { registered_on: '2026-03-05', accept_due_on: '2026-03-20', accepted_on: '2026-03-10', opinion_due_on: '2026-05-09' }
    const opinion = { ...accepted, opinion_on: '2026-04-01' }

    test.each<[what: string, clock: string, dates: Record<string, unknown>, asOf: string, around: Around, state: string | undefined]>([
      ['of registering, on its last day', 'C1', registering, '2026-03-17', {}, 'running'], ['of registering, a day later', 'C1', registering, '2026-03-18', {}, 'late'],
      ['of registering, met on its last day', 'C1', { ...registering, registered_on: '2026-03-17' }, '2026-06-01', {}, 'met'], ['of registering, met a day later', 'C1', { ...registering, registered_on: '2026-03-18' }, '2026-06-01', {}, 'met_late'],
      ['of registering, of a matter that has ended without', 'C1', registering, '2026-06-01', { state: 'withdrawn' }, 'stopped'], ['of registering, met although it has ended', 'C1', { ...registering, registered_on: '2026-03-04' }, '2026-06-01', { state: 'closed' }, 'met'],
      ['of accepting, before anybody registered', 'C2', registering, '2026-03-10', {}, undefined], ['of accepting', 'C2', { registered_on: '2026-03-05', accept_due_on: '2026-03-20' }, '2026-03-20', {}, 'running'], ['of accepting, late', 'C2', { registered_on: '2026-03-05', accept_due_on: '2026-03-20' }, '2026-03-21', {}, 'late'],
      // five working days from 5 March end on the 12th; objecting is no duty
      ['of objecting, on its last day', 'C4', { registered_on: '2026-03-05' }, '2026-03-12', {}, 'open'], ['of objecting, a day later', 'C4', { registered_on: '2026-03-05' }, '2026-03-13', {}, 'over'], ['of objecting, once it is accepted', 'C4', accepted, '2026-03-11', {}, undefined],
      ['of handling, on its last day', 'C5', accepted, '2026-05-09', {}, 'running'], ['of handling, a day later', 'C5', accepted, '2026-05-10', {}, 'late'], ['of handling, without a day', 'C5', { ...accepted, opinion_due_on: null }, '2026-05-10', {}, 'stopped'],
      ['of handling, met on its last day', 'C5', { ...accepted, opinion_on: '2026-05-09' }, '2026-06-01', {}, 'met'], ['of handling, met late', 'C5', { ...accepted, opinion_on: '2026-05-10' }, '2026-06-01', {}, 'met_late'], ['of handling, met without a day', 'C5', { ...accepted, opinion_due_on: null, opinion_on: '2026-05-10' }, '2026-06-01', {}, 'met'],
      ['of handling, before its pause', 'C5', accepted, '2026-03-31', { pauses: [['C5', '2026-04-01', '2026-04-10']] }, 'running'], ['of handling, on the first day of its pause', 'C5', accepted, '2026-04-01', { pauses: [['C5', '2026-04-01', '2026-04-10']] }, 'paused'],
      ['of handling, on the last day of its pause', 'C5', accepted, '2026-04-09', { pauses: [['C5', '2026-04-01', '2026-04-10']] }, 'paused'], ['of handling, when its pause has run out', 'C5', accepted, '2026-04-10', { pauses: [['C5', '2026-04-01', '2026-04-10']] }, 'running'],
      ['of handling, resumed before', 'C5', accepted, '2026-04-05', { pauses: [['C5', '2026-04-01', '2026-04-10', '2026-04-05']] }, 'running'], ['of handling, while another clock is paused', 'C5', accepted, '2026-04-05', { pauses: [['C6D', '2026-04-01', '2026-04-10']] }, 'running'],
      ['of handling, of a matter that has ended', 'C5', accepted, '2026-05-10', { state: 'withdrawn' }, 'stopped'],
      // thirty days from 1 April end on Friday, 1 May, a holiday until the 5th
      ['of asking for a review, on its last day', 'C6', opinion, '2026-05-06', {}, 'open'], ['of asking for a review, a day later', 'C6', opinion, '2026-05-07', {}, 'over'], ['of asking for a review, although the matter is closed', 'C6', opinion, '2026-05-06', { state: 'closed' }, 'open'],
      ['of asking for a review, asked in time', 'C6', opinion, '2026-05-07', { stages: [{ kind: 'review', asked_on: '2026-05-06' }] }, 'met'], ['of asking for a review, asked too late', 'C6', opinion, '2026-06-07', { stages: [{ kind: 'review', asked_on: '2026-05-07' }] }, 'met_late'],
      ['of the review', 'C6D', opinion, '2026-05-20', { stages: [{ kind: 'review', asked_on: '2026-04-20', due_on: '2026-05-20' }] }, 'running'], ['of the review, late', 'C6D', opinion, '2026-05-21', { stages: [{ kind: 'review', asked_on: '2026-04-20', due_on: '2026-05-20' }] }, 'late'],
      ['of the review, decided', 'C6D', opinion, '2026-06-01', { stages: [{ kind: 'review', asked_on: '2026-04-20', due_on: '2026-05-20', decided_on: '2026-05-20', outcome: 'upheld' }] }, 'met'],
      ['of asking for a re-check before the review is decided', 'C7', opinion, '2026-05-20', { stages: [{ kind: 'review', asked_on: '2026-04-20', due_on: '2026-05-20' }] }, undefined],
      ['of asking for a re-check', 'C7', opinion, '2026-05-20', { stages: [{ kind: 'review', asked_on: '2026-04-20', due_on: '2026-05-20', decided_on: '2026-05-12', outcome: 'upheld' }] }, 'open'],
      ['of asking for a re-check, although the matter is closed', 'C7', opinion, '2026-05-20', { state: 'closed', stages: [{ kind: 'review', asked_on: '2026-04-20', decided_on: '2026-05-12', outcome: 'upheld' }] }, 'open'],
      ['of the re-check, paused by a hearing', 'C7D', opinion, '2026-06-05', { stages: [{ kind: 'recheck', asked_on: '2026-06-01', due_on: '2026-07-01' }], pauses: [['C7D', '2026-06-03', '2026-06-09']] }, 'paused'],
      ['of a hearing, which has none', 'C7D', opinion, '2026-06-05', { stages: [{ kind: 'hearing', asked_on: '2026-06-01' }] }, undefined],
      ['that the sender set, on its last day', 'C9', { file_due_on: '2026-04-30' }, '2026-04-30', {}, 'running'], ['that the sender set, a day later', 'C9', { file_due_on: '2026-04-30' }, '2026-05-01', {}, 'late'], ['that the sender set, met by the opinion', 'C9', { ...opinion, file_due_on: '2026-04-30' }, '2026-05-01', {}, 'met'],
      ['that the sender set, met by the end', 'C9', { file_due_on: '2026-04-30', closed_on: '2026-05-02' }, '2026-05-03', { state: 'closed' }, 'met_late'], ['that no sender set', 'C9', accepted, '2026-05-01', {}, undefined],
      ['of the simplified way', 'C10A', { registered_on: '2026-03-05' }, '2026-03-10', { simplified: '2026-03-05' }, 'running'], ['of the simplified way, a day later', 'C10A', { registered_on: '2026-03-05' }, '2026-03-11', { simplified: '2026-03-05' }, 'late'], ['of the simplified way, in the ordinary one', 'C10A', { registered_on: '2026-03-05' }, '2026-03-10', {}, undefined],
      ['of handling in the simplified way', 'C10H', accepted, '2026-03-24', { simplified: '2026-03-05' }, 'running'], ['of handling in the simplified way, a day later', 'C10H', accepted, '2026-03-25', { simplified: '2026-03-05' }, 'late'],
    ])('%s', async (_what, clock, dates, asOf, around, state) => {
      expect((await clocks(dates, asOf, around))[clock]).toBe(state)
    })

    it('has the dates of the last review where there were two', async () => {
      const found = await still(async (tx) => {
        const { rows: [known] } = await tx.query<{ id: number }>(`select id from state where code = 'review'`)
        await insert(tx, 'matter', { county_code: '990000', id: 5, matter_no: 'M5', state: known?.id, received_on: '2026-03-02', ...opinion })
        for (const [asked, due] of [['2026-04-02', '2026-05-06'], ['2026-04-20', '2026-05-20']]) await insert(tx, 'matter_stage', { county_code: '990000', matter_id: 5, kind: 'review', asked_on: asked, due_on: due })
        return (await tx.query(`select c.start_on::text as start, c.due_on::text as due from matter m, matter_clocks(m, '2026-05-10') c where m.id = 5 and c.clock = 'C6D'`)).rows
      })
      expect(found).toEqual([{ start: '2026-04-20', due: '2026-05-20' }])
    })
  })

  describe('a cell of the matrix', () => {
    interface Task { state: string, ack?: string, due?: string, acted?: string, unit?: keyof TestUnits }
    interface Cell { level: string, state: string, tasks: number, open: number, units: number, due_on: string | null, share: number | null }
    /** The cells of one response as they were at the end of 20 May 2020, by level; tasks are the village's. */
    async function cells(tasks: Task[], { stage = 'surveying', area = true } = {}): Promise<Cell[]> {
      return await still(async (tx) => {
        await tx.query(`insert into key_area (county_code, id, code, name, kind, geom) values ('990000', 7, 'K7', '片区', 'other', st_multi(st_makeenvelope(104, 27, 104.1, 27.1, 4326)))`)
        await tx.query(`insert into joint_response (county_code, id, code, title, area_id, sector, state) values ('990000', 1, 'R-1', '处置', $1, $2, $3)`, [area ? 7 : null, area ? null : 1, stage])
        for (const [i, { state, ack = '2020-06-01T00:00+08', due = '2020-06-30', unit = 'village' }] of tasks.entries()) {
          await insert(tx, 'response_task', {
            county_code: '990000', id: 100 + i, response_id: 1, area_id: area ? 7 : null, unit_id: units[unit], township_id: units.township, village_id: units.village, level: 'village', title: '任务',
            state, assigned_at: '2020-05-01T00:00+08', ack_due_at: ack, due_on: due, acted_at: '2020-05-02T00:00+08',
          })
        }
        return (await tx.query<Cell & Record<string, unknown>>(`select c.level, c.state, c.tasks::int, c.open::int, c.units::int, c.due_on::text, c.share from response_cells('{"as_of": "2020-05-20"}') c order by level_rank(c.level)`)).rows
      })
    }
    const village = async (...tasks: Task[]): Promise<string | undefined> => (await cells(tasks)).find(({ level }) => level === 'village')?.state

    test.each<[what: string, task: Task, state: string]>([
      ['waits until its time to be acknowledged is over', { state: 'assigned', ack: '2020-05-21T00:00+08' }, 'waiting'], ['is late a moment before', { state: 'assigned', ack: '2020-05-20T23:59:59+08' }, 'overdue'],
      ['acknowledged late is late no more', { state: 'acknowledged', ack: '2020-05-01T00:00+08' }, 'acting'], ['is at work', { state: 'acting' }, 'acting'], ['is at work on its last day', { state: 'acting', due: '2020-05-20' }, 'acting'],
      ['is late the day after its last', { state: 'acting', due: '2020-05-19' }, 'overdue'], ['waits on its last day', { state: 'assigned', due: '2020-05-20' }, 'waiting'], ['not acknowledged is late by its day as well', { state: 'assigned', due: '2020-05-19' }, 'overdue'],
      ['is reported', { state: 'reported' }, 'reported'], ['reported too late is late until it is confirmed', { state: 'reported', due: '2020-05-19' }, 'overdue'], ['is sent back', { state: 'returned' }, 'returned'], ['sent back and late is late', { state: 'returned', due: '2020-05-19' }, 'overdue'],
      ['confirmed is done, however late', { state: 'confirmed', due: '2020-05-01' }, 'done'], ['refused is nobody’s', { state: 'refused' }, 'unassigned'], ['cancelled is nobody’s', { state: 'cancelled' }, 'unassigned'],
    ])('whose one task %s', async (_what, task, state) => {
      expect(await village(task)).toBe(state)
    })

    it('of several tasks says the most urgent', async () => {
      const order: Task[] = [{ state: 'acting', due: '2020-05-19' }, { state: 'assigned' }, { state: 'returned' }, { state: 'acknowledged' }, { state: 'reported' }, { state: 'confirmed' }]
      const words = ['overdue', 'waiting', 'returned', 'acting', 'reported', 'done']
      for (let from = 0; from < order.length; from += 1) expect(await village(...order.slice(from).reverse(), { state: 'cancelled' })).toBe(words[from])
    })

    it('counts its tasks, those that are open, their units, the first day that they are due on and the most time gone', async () => {
      const [, , cell] = await cells([{ state: 'acting', due: '2020-05-31' }, { state: 'assigned', due: '2020-06-09', unit: 'group' }, { state: 'confirmed', due: '2020-05-03' }, { state: 'cancelled', due: '2020-05-02', unit: 'sibling' }])
      // from 1 to 31 May twenty days of thirty-one are gone
      expect(cell).toEqual({ level: 'village', state: 'waiting', tasks: 3, open: 2, units: 2, due_on: '2020-05-31', share: 64 })
    })

    it('without a task asks for one while the response works, of a sector from the county alone', async () => {
      const states = async (options: Parameters<typeof cells>[1]): Promise<string[]> => (await cells([], options)).map(({ state }) => state)
      expect(await states({})).toEqual(['unassigned', 'unassigned', 'unassigned', 'unassigned'])
      expect(await states({ area: false })).toEqual(['unassigned', 'idle', 'idle', 'idle'])
      for (const stage of ['proposed', 'routine']) expect(await states({ stage })).toEqual(['idle', 'idle', 'idle', 'idle'])
      expect(await states({ stage: 'revoked' })).toEqual([])
    })
  })

  describe('an alarm that was answered', () => {
    /** Whether what was said of the first look still holds for the second. */
    interface Look { observed?: number, hexagons?: number[], from?: string, to?: string, level?: string }
    async function holds(first: Look, second: Look): Promise<boolean | null> {
      return await still(async (tx) => {
        for (const [i, { observed = 10, hexagons = [1, 2, 3, 4], from = '2020-03-02', to = '2020-04-26', level = 'signal' }] of [first, second].entries()) {
          await insert(tx, 'alarm_run', { county_code: '990000', id: i + 1, key: `k${i}`, week_ends_on: `2020-05-0${i + 1}`, weeks: 52, longest_weeks: 8, radius_m: 5000, locations: 40, matters: 300, replications: 999 })
          await tx.query(`insert into alarm_signal (county_code, id, run_id, rank, level, geom, radius_m, hexagons, from_on, to_on, observed, expected, relative_risk, p, recurrence_days)
            values ('990000', $1, $1, 1, $2, st_setsrid(st_point(104.02, 27.02), 4326), 1400, $3, $4, $5, $6, 1.6, 8, 0.001, 7000)`, [i + 1, level, hexagons, from, to, observed])
        }
        return (await tx.query<{ holds: boolean }>('select holds from alarm_kin(2) where id = 1')).rows[0]?.holds ?? null
      })
    }

    test.each<[what: string, second: Look, holds: boolean | null]>([
      ['the same', {}, true], ['grown by less than half', { observed: 14 }, true], ['grown by half', { observed: 15 }, false], ['smaller', { observed: 5 }, true],
      ['in half of its cells', { hexagons: [3, 4, 5, 6] }, true], ['in fewer', { hexagons: [4, 5, 6, 7] }, null], ['in half of the smaller one', { hexagons: [4, 9] }, true], ['in none of them', { hexagons: [9] }, null],
      ['beginning on its last day', { from: '2020-04-26', to: '2020-06-01' }, true], ['beginning a day later', { from: '2020-04-27', to: '2020-06-01' }, null], ['of what chance brings', { level: 'none' }, true],
    ])('seen again %s', async (_what, second, expected) => {
      expect(await holds({}, second)).toBe(expected)
    })

    it('of what chance brings is none', async () => {
      expect(await holds({ level: 'none' }, {})).toBeNull()
    })
  })
})
