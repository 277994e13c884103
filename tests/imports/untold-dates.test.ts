import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { runScript } from '../../api/importers/script.ts'
import { engines } from '../setup/engines.ts'
import { csv, importCounty, importFile, keep, one } from './county.ts'

const head = ['信访件编号', '信访日期', '信访形式', '信访目的', '问题属地', '信访件状态', '办结日期']
type Rate = [met: number, due: number]

describe.each(engines)('what a file does not tell of dates on $name', ({ open }) => {
  let db: Db
  let files = 0
  /** Six matters of 2025 in a file with these further columns; the same value in all rows. */
  async function file(more: Record<string, string>, row: { state?: string, closed?: string, no?: string } = {}): Promise<string> {
    const name = row.no ?? `F${++files}`
    await importFile(db, 'petitions', await keep('untold.csv', csv([...head, ...Object.keys(more)], [1, 2, 3, 4, 5, 6].map((n) => [
      `${name}-${n}`, '2025-03-02', '来访', '申诉求决', '柳河镇大湾村', row.state ?? '办理中', row.closed ?? '', ...Object.values(more)]))))
    return name
  }
  /** A clock of a file's matters, by the events of their rows: it is nothing where nobody knows. */
  async function rate(clock: string, name: string): Promise<Rate> {
    return await one<Rate>(db, `select json_build_array(count(*) filter (where e.met), count(*)) as value
      from matter m cross join clock_events(m) e where e.clock = $1 and m.matter_no like $2 || '-%'`, [clock, name])
  }
  /** The same clock for all matters there are, by the roll-ups and by the rows, as a summary tells it. */
  const told = async (clock: string): Promise<Rate[]> => await Promise.all(['clocks_from_days', 'clocks_from_rows'].map((way) => one<Rate>(db,
    `select json_build_array(met, n) as value from ${way}('{"as_of": "2026-06-30"}') where period = 'now' and clock = $1`, [clock])))
  const clear = async (): Promise<void> => {
    await db.transaction(async (tx) => {
      await tx.query("select set_config('app.bulk', 'on', true)")
      await tx.query('delete from matter')
      await tx.query("select refresh_tallies('990100')")
    })
  }
  beforeAll(async () => {
    db = await open()
    await importCounty(db)
  }, 240_000)
  beforeEach(clear)
  afterAll(() => db.close())

  test('without a column of registration dates no registration is late, and none is in time', async () => {
    const name = await file({})
    expect(await rate('timely_registration', name)).toEqual([0, 0])
    expect(await told('timely_registration')).toEqual([[0, 0], [0, 0]])
  })

  test('a column that is there and empty says that nobody registered', async () => {
    const name = await file({ 登记日期: '' })
    expect(await rate('timely_registration', name)).toEqual([0, 6])
    expect(await told('timely_registration')).toEqual([[0, 6], [0, 6]])
  })

  test('registration told and acceptance not: the one is counted, the other is not known', async () => {
    const name = await file({ 登记日期: '2025-03-04' })
    expect(await rate('timely_registration', name)).toEqual([6, 6])
    expect(await rate('timely_acceptance', name)).toEqual([0, 0])
  })

  test('acceptance in time counts once the file has a column for it', async () => {
    const name = await file({ 登记日期: '2025-03-04', 受理日期: '2025-03-10' })
    expect(await rate('timely_acceptance', name)).toEqual([6, 6])
  })

  test('a later file with the column makes the clock known, and one without takes nothing away', async () => {
    const name = await file({})
    await file({ 登记日期: '2025-03-04' }, { no: name })
    expect(await rate('timely_registration', name)).toEqual([6, 6])
    await file({}, { no: name, state: '受理' })
    expect(await rate('timely_registration', name)).toEqual([6, 6])
  })

  test('a calendar that is read again starts no clock that nobody told of', async () => {
    const name = await file({})
    await db.transaction((tx) => runScript(tx, 'recount-dues', ['990100']), { budgetMs: 60_000 })
    expect(await rate('timely_registration', name)).toEqual([0, 0])
  })

  test('what was closed within the sixty days without an opinion was closed in time, what was closed after them was not', async () => {
    const early = await file({ 受理日期: '2025-03-10', 登记日期: '2025-03-04' }, { state: '已办结', closed: '2025-04-01' })
    const late = await file({ 受理日期: '2025-03-10', 登记日期: '2025-03-04' }, { state: '已办结', closed: '2025-08-01' })
    expect(await rate('on_time_closing', early)).toEqual([6, 6])
    expect(await rate('on_time_closing', late)).toEqual([0, 6])
    expect(await told('on_time_closing')).toEqual([[6, 12], [6, 12]])
  })

  test('an end without a day was neither in time nor late, and one that has not come is late', async () => {
    const ended = await file({ 受理日期: '2025-03-10', 登记日期: '2025-03-04' }, { state: '已办结' })
    const open = await file({ 受理日期: '2025-03-10', 登记日期: '2025-03-04' })
    expect(await rate('on_time_closing', ended)).toEqual([0, 0])
    expect(await rate('on_time_closing', open)).toEqual([0, 6])
    // by a later file as well
    await file({ 受理日期: '2025-03-10', 登记日期: '2025-03-04' }, { no: open, state: '已办结' })
    expect(await rate('on_time_closing', open)).toEqual([0, 0])
    expect(await told('on_time_closing')).toEqual([[0, 0], [0, 0]])
  })

  test('a file that does not say what was settled at the first attempt makes no share of it, and its matters are closed ones all the same', async () => {
    const name = await file({}, { state: '已办结', closed: '2025-04-01' })
    expect(await rate('settled_first_attempt', name)).toEqual([0, 0])
    expect(await told('settled_first_attempt')).toEqual([[0, 0], [0, 0]])
    expect(await told('closed')).toEqual([[0, 6], [0, 6]])
    // what somebody says of one of them is known of that one
    await db.query('update matter set settled_first = true where matter_no = $1', [`${name}-1`])
    expect(await told('settled_first_attempt')).toEqual([[1, 1], [1, 1]])
    expect(await told('closed')).toEqual([[0, 6], [0, 6]])
  })
})
