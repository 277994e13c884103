import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { runScript } from '../../api/importers/script.ts'
import { engines } from '../setup/engines.ts'
import { importCounty, importPetitions, one } from './county.ts'

/** The worked example of the clocks: sixty days end on May Day, then twelve days of hearing. */
const accepted = '2026-03-02'
const plain = '2026-05-06'
const paused = '2026-05-18'

describe.each(engines)('dates of handling on $name', ({ open }) => {
  let db: Db
  const dueOf = (no: string) => one(db, `select json_build_array(m.opinion_due_on, p.due_on) as value from matter m join petition p on p.matter_id = m.id
    where p.petition_no = $1`, [no])
  const file = (text: string) => importPetitions(db, ['PLAIN', 'PAUSED', 'ROUTED', 'ANSWERED'].map((no) => (
    { no, on: '2026-02-27', registered: '2026-03-01', place: '柳河镇大湾村3组', state: '受理', text: `${no} ${text}` })))
  const set = async (no: string, change: string): Promise<void> => {
    await db.query(`update matter m set ${change} from petition p where p.matter_id = m.id and p.petition_no = $1`, [no])
  }
  beforeAll(async () => {
    db = await open()
    await importCounty(db)
    await file('起初')
    for (const no of ['PLAIN', 'PAUSED', 'ROUTED', 'ANSWERED']) await set(no, `accepted_on = '${accepted}', opinion_due_on = '${plain}'`)
    await db.query(`insert into clock_pause (county_code, matter_id, clock, from_on, until_on, reason)
      select m.county_code, m.id, 'C5', '2026-04-07', '2026-04-19', '听证' from matter m join petition p on p.matter_id = m.id where p.petition_no = 'PAUSED'`)
    // a legal procedure stops the clock, unless the opinion was issued before
    await set('ROUTED', 'route = 1, opinion_due_on = null')
    await set('ANSWERED', `route = 1, opinion_on = '2026-04-01'`)
  }, 240_000)
  afterAll(() => db.close())

  const kept = { PLAIN: [plain, plain], PAUSED: [paused, paused], ROUTED: [null, null], ANSWERED: [plain, plain] }
  const all = async () => Object.fromEntries(await Promise.all(Object.keys(kept).map(async (no) => [no, await dueOf(no)])))

  test('are as the pauses and the legal route left them', async () => {
    expect(await all()).toEqual(kept)
  })

  test('stay so when a later file corrects the words of the same petitions', async () => {
    expect((await file('更正')).updated).toBe(4)
    expect(await all()).toEqual(kept)
  })

  test('stay so when the calendar is read again', async () => {
    await db.transaction((tx) => runScript(tx, 'recount-dues', ['990100']), { budgetMs: 60_000 })
    expect(await all()).toEqual(kept)
  })

  test('follow a new day off, pauses included', async () => {
    await db.query(`update calendar_day set is_workday = false where day = any ('{${plain},${paused}}')`)
    await db.transaction((tx) => runScript(tx, 'recount-dues', ['990100']), { budgetMs: 60_000 })
    // the pause is added to the date that the holidays gave
    expect(await all()).toEqual({ PLAIN: ['2026-05-07', '2026-05-07'], PAUSED: ['2026-05-19', '2026-05-19'], ROUTED: [null, null], ANSWERED: ['2026-05-07', '2026-05-07'] })
  })
})
