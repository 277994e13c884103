/** Merging and splitting: what follows, who is told what, and that a split leaves nothing behind. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterClocks } from '../../api/contract/feeds/matter-clocks.ts'
import { engines, rolledBack } from '../setup/engines.ts'
import { openGround, type Ground } from '../responses/ground.ts'
import { everything, twinsOn } from './twins.ts'

describe.each(engines)('two numbers, one matter, on $name', ({ open }) => {
  let at: Ground
  beforeAll(async () => { at = await openGround(open) }, 240_000)
  afterAll(() => at.close())

  const { lot, nextLot, register, twins, decide, petitions, pairs, summary } = twinsOn(() => at)
  const clocks = async (no: string, who = 'office'): Promise<MatterClocks> => {
    const { rows: [row] } = await at.feed<MatterClocks>(who, `matter-clocks?matter=${no}`)
    if (!row) throw new Error(`no matter ${no}`)
    return row
  }

  it('tells the clerk at once which matter a new petition may belong to, with points that add up', async () => {
    const { pair, elder } = await twins()
    expect(pair.score).toBeGreaterThanOrEqual(64)
    expect(pair.parts.reduce((sum, { points }) => sum + points, 0)).toBe(pair.score)
    expect(pair.parts.map(({ part }) => part)).toEqual(['text', 'place', 'category', 'dates', 'marks'])
    expect(pair.matter_no).toBe(elder)
    expect((await register({ title: '反映夜间施工噪声扰民', category: '630204', text: '工地半夜打桩' })).candidates).toEqual([])
  })

  it('makes the younger one’s petitions repeats of the elder, and counts one matter less', async () => {
    const before = await summary()
    const { elder, younger, pair } = await twins()
    const reply = await decide('office', pair, 'same')
    expect(reply).toMatchObject({ status: 200, body: { matter_no: elder, other_no: younger, petitions: 1 } })
    expect(await petitions(elder)).toEqual(['first 2026-03-02 -', 'repeat 2026-05-12 2026-03-02'])
    expect(await petitions(younger)).toEqual([])
    const after = await summary()
    expect([after.matters - before.matters, after.first - before.first, after.repeat - before.repeat]).toEqual([1, 1, 1])
    expect((await at.feed<{ matter_no: string }>('office', 'matters?limit=1000')).rows.map(({ matter_no: no }) => no)).not.toContain(younger)
  })

  it('writes it into the history of both, with one audit row and one event', async () => {
    const { elder, younger, pair } = await twins()
    await decide('township', pair, 'same')
    expect((await clocks(elder)).merged).toMatchObject([{ matter_no: younger, petitions: 1, last: true, split_at: null, role_name: '乡镇干部' }])
    expect(await clocks(younger)).toMatchObject({ merged_into: elder, moves: [] })
    const { rows } = await at.db.query(`select (select count(*)::int from audit where action = 'decide-same' and detail ->> 'younger' = $1) as audits,
      (select kind from outbox order by id desc limit 1) as kind`, [younger])
    expect(rows).toEqual([{ audits: 1, kind: 'matters-merged' }])
  })

  it('says 409 to the slower of two, and answers a repeated request as it did the first time', async () => {
    const { pair } = await twins()
    const key = 'same-request-twice'
    const [first, again] = [await decide('office', pair, 'different', key), await decide('office', pair, 'different', key)]
    expect(again).toEqual(first)
    expect((await decide('township', pair, 'same')).status).toBe(409)
  })

  it('lists what was put off apart, never again what is different, and each count is its list', async () => {
    const [a, b] = [await twins(), await twins()]
    await decide('office', a.pair, 'later')
    await decide('office', b.pair, 'different')
    const answers = await Promise.all(['open', 'later', 'different'].map((queue) => pairs('office', `&queue=${queue}`)))
    const counts = answers[0]?.['counts'] as Record<string, number>
    expect(answers.map(({ rows }) => rows.length)).toEqual([counts['open'], counts['later'], counts['different']])
    expect(answers.map(({ rows, total }) => rows.length === total)).toEqual([true, true, true])
    expect(answers[1]?.rows.map(({ pair_id: id }) => id)).toContain(a.pair.pair_id)
    expect(answers[2]?.rows.map(({ pair_id: id }) => id)).toContain(b.pair.pair_id)
    const narrow = await pairs('office', '&from=2026-05-01&to=2026-05-31&unit=990000001')
    expect(narrow.total).toBe(answers[0]?.rows.filter(({ elder, younger }) => [elder, younger].some(({ last_on: day }) => day >= '2026-05-01')).length)
    expect((await pairs('office', '&from=2020-01-01&to=2020-12-31')).total).toBe(0)
  })

  it('shows no pair to those who do not decide, and across two scopes only to who sees both', async () => {
    const n = 900 + nextLot()
    const words = { title: `请求支付${n}号地块征地补偿款余款`, text: `${n}号地块的征地补偿款第二笔没有到账` }
    const there = await register({ ...words, lon: 104.0999, lat: 27.05 })
    const here = await register({ ...words, lon: 104.1001, lat: 27.05, received_on: '2026-05-02' })
    await at.db.query(`insert into same_pair (county_code, elder_id, younger_id, score, parts) select '990000', a.id, b.id, 90, '[]'
      from matter a, matter b where a.matter_no = $1 and b.matter_no = $2 on conflict do nothing`, [there.matter_no, here.matter_no])
    const told = async (who: string): Promise<string[]> => (await pairs(who)).rows.flatMap(({ elder, younger }) => [elder.matter_no, younger.matter_no])
    expect(await told('office')).toContain(here.matter_no)
    expect(await told('township')).not.toContain(there.matter_no)
    for (const who of ['leader', 'planner', 'village', 'group', 'wall', 'auditor']) await expect(pairs(who)).rejects.toThrow(/403/)
  })

  it('keeps an open matter’s own clocks, so that merging hides nothing that is overdue', async () => {
    const { elder, pair } = await twins()
    await at.db.query(`update matter set opinion_due_on = '2026-05-05', accepted_on = '2026-03-06', state = 3 where matter_no = $1`, [elder])
    await decide('office', pair, 'same')
    const { rows } = await at.db.query(`select distinct p.due_on::text as due, p.is_open 
      from petition p join matter m on m.id = p.matter_id where m.matter_no = $1`, [elder])
    expect(rows).toEqual([{ due: '2026-05-05', is_open: true }])
  })

  it('opens a closed matter again as the younger stands, and says that it came back after its opinion', async () => {
    const { elder, younger, pair } = await twins()
    await at.db.query(`update matter set state = 9, registered_on = '2026-03-03', accepted_on = '2026-03-05', opinion_on = '2026-04-20',
      closed_on = '2026-05-01', opinion_due_on = '2026-05-04', settled_first = true, settled_on = '2026-05-01' where matter_no = $1`, [elder])
    await at.db.query(`update matter set state = 4, accepted_on = '2026-05-14', opinion_due_on = '2026-07-13' where matter_no = $1`, [younger])
    await decide('office', pair, 'same')
    const { rows: [row] } = await at.db.query(`select state, closed_on::text, returned_on::text, opinion_on::text,
        opinion_due_on::text, file_due_on::text, settled_first
      from matter where matter_no = $1`, [elder])
    expect(row).toEqual({
      state: 4, closed_on: null, returned_on: '2026-05-12', opinion_on: '2026-04-20', opinion_due_on: '2026-05-04', file_due_on: '2026-07-13',
      settled_first: false,
    })
  })

  it('does no work on a merged number: further petitions go to the elder, moves are refused', async () => {
    const { elder, younger, pair } = await twins()
    await decide('office', pair, 'same')
    expect(await register({ matter_no: younger, received_on: '2026-06-01' })).toMatchObject({ matter_no: elder, candidates: [] })
    expect((await at.act('office', 'move-matter', { matter_no: younger, to: 'transferred', version: 2 })).status).toBe(409)
    expect((await at.act('office', 'record-care', { matter_no: younger, written_reply_on: '2026-06-01' })).status).toBe(409)
  })

  it('takes merges back from the last one on, leaves later petitions with the elder and lists the pair again', async () => {
    const { elder, younger, pair } = await twins()
    const third = await register({ title: `${99 + lot()}号地块补偿款余款`, received_on: '2026-06-20' })
    const [first] = [await decide('office', pair, 'same')]
    await at.db.query(`insert into same_pair (county_code, elder_id, younger_id, score, parts) select '990000', a.id, b.id, 90, '[]'
      from matter a, matter b where a.matter_no = $1 and b.matter_no = $2 on conflict do nothing`, [elder, third.matter_no])
    const { rows: [other] } = await at.db.query<{ pair_id: number, version: number }>(`select q.id::int as pair_id, q.version from same_pair q
      join matter a on a.id = q.elder_id join matter b on b.id = q.younger_id where a.matter_no = $1 and b.matter_no = $2`, [elder, third.matter_no])
    const second = await decide('office', other as { pair_id: number, version: number }, 'same')
    const split = ({ body }: typeof first) =>
      at.act('office', 'split-matter', { merge_id: body['merge_id'], version: body['merge_version'], reason: '核实后不是一件' })
    expect((await split(first)).status).toBe(409)
    expect((await split(second)).status).toBe(200)
    await register({ matter_no: elder, received_on: '2026-07-01' })
    expect((await split(first)).status).toBe(200)
    expect((await split(first)).status).toBe(409)
    expect(await petitions(elder)).toEqual(['first 2026-03-02 -', 'repeat 2026-07-01 2026-03-02'])
    expect(await petitions(younger)).toEqual(['first 2026-05-12 -'])
    expect((await clocks(elder)).merged.map(({ last, reason }) => [last, reason])).toEqual([[false, '核实后不是一件'], [false, '核实后不是一件']])
    expect((await pairs('office')).rows.map(({ pair_id: id }) => id)).toContain(pair.pair_id)
  })

  it('compares on demand what came by another way, for the office alone', async () => {
    await at.db.query(`insert into matter (county_code, matter_no, title, text, category, purpose, state, place_status, geom, township_id, received_on)
      select '990000', 'L' || n, '要求修复响水桥护栏', '响水桥护栏断了半年，孩子上学不安全',
        100203, 3, 3, 1, st_setsrid(st_makepoint(104.03, 27.03), 4326), u.id, '2026-02-01'::date + n
      from admin_unit u, generate_series(1, 2) n where u.code = '990000001'`)
    await at.db.query(`insert into petition (county_code, matter_id, received_on, township_id, state, place_status, is_first, is_collective, is_open)
      select m.county_code, m.id, m.received_on, m.township_id, m.state, 1, true, false, true from matter m where m.matter_no in ('L1', 'L2')`)
    const look = async (who: string) =>
      await at.app.inject({ method: 'POST', url: '/api/same-looks', payload: {}, headers: { cookie: await at.cookieOf(who) } })
    expect((await look('township')).statusCode).toBe(403)
    expect((await look('office')).json<{ looked: number }>().looked).toBeGreaterThanOrEqual(2)
    expect((await pairs('township')).rows.map(({ elder, younger }) => [elder.matter_no, younger.matter_no])).toContainEqual(['L1', 'L2'])
    expect((await look('office')).json()).toEqual({ looked: 0, pairs: 0 })
  })

  it('for any two matters: merging and splitting leaves every table as it was', async () => {
    const state = fc.constantFrom(1, 2, 3, 4, 5, 8, 9, 10, 11, 12)
    const on = (from: string, days: number) =>
      fc.integer({ min: 0, max: days }).map((n) => new Date(Date.parse(from) + n * 86_400_000).toISOString().slice(0, 10))
    const further = fc.record({ day: fc.integer({ min: 0, max: 90 }), people: fc.integer({ min: 1, max: 9 }), channel: fc.integer({ min: 1, max: 4 }) })
    const side = fc.record({
      state, received: on('2026-01-01', 120), opinion: fc.option(on('2026-03-01', 90)), closed: on('2026-04-01', 90), due: fc.option(on('2026-04-01', 200)),
      firstTime: fc.boolean(), settledFirst: fc.boolean(), again: fc.array(further, { maxLength: 3 }),
      lon: fc.constantFrom(104.005, 104.03, 104.15), hidden: fc.boolean(),
    })
    await fc.assert(fc.asyncProperty(side, side, async (a, b) => {
      await rolledBack(at.db, async (tx) => {
        const ids: number[] = []
        for (const [n, one] of [a, b].entries()) {
          const { rows: [made] } = await tx.query<{ id: number }>(`
            insert into matter (county_code, matter_no, title, category, purpose, state, confidential, place_status, place_grade, place_method,
              geom, township_id, received_on, registered_on, accepted_on, opinion_on, closed_on, settled_on,
              settled_first, file_due_on, register_due_on, opinion_due_on, first_channel)
            select '990000', $1, '事项', 520301, 3, s.id, $10, 1, 'A', 'point', st_setsrid(st_makepoint($3, 27.005), 4326), u.township_id,
              $4::date, $4::date + 2, $4::date + 6, $5,
              case when s.open then null else $6::date end, case when s.code = 'settled' then $6::date end, $7 and not s.open, $8,
              $4::date + 15, $4::date + 66, 2
            from state s, admin_unit u where s.id = $2::int and u.code = $9 returning id`,
          [`P${n}`, one.state, one.lon, one.received, one.opinion, one.closed, one.settledFirst, one.due,
            one.lon > 104.1 ? '990000002' : '990000001', one.hidden])
          const id = made?.id ?? 0
          ids.push(id)
          for (const [k, petition] of [{ day: 0, people: 1, channel: 2 }, ...one.again].entries()) {
            await tx.query(`
              insert into petition (county_code, matter_id, received_on, category, people_count, x, y, township_id, channel, purpose, state, place_status,
                is_first, is_collective, is_open, due_on, closed_on)
              select '990000', m.id, m.received_on + $2::int, m.category, $3, mercator_x(st_x(m.geom)), mercator_y(st_y(m.geom)),
                m.township_id, $4, m.purpose, m.state, 1,
                $5,
                $3::int >= 5, s.open, coalesce(m.file_due_on, m.opinion_due_on), m.closed_on from matter m join state s on s.id = m.state where m.id = $1`,
            [id, petition.day, petition.people, petition.channel, k === 0 && one.firstTime])
          }
          await tx.query(`insert into matter_stage (county_code, matter_id, kind, asked_on) values ('990000', $1, 'hearing', '2026-04-01')`, [id])
          await tx.query(`insert into matter_care (county_code, matter_id, backlog_on) values ('990000', $1, '2026-04-01')`, [id])
        }
        const { rows: [pair] } = await tx.query<{ id: number }>(`insert into same_pair (county_code, elder_id, younger_id, score, parts, state)
          values ('990000', $1, $2, 80, '[]', 'same') returning id`, ids)
        const before = await everything(tx)
        const { rows: [merged] } = await tx.query<{ id: number }>(`select g.id from merge_matters('990000', $1) g`, [pair?.id])
        const between = await everything(tx)
        expect(between['petition']).not.toEqual(before['petition'])
        // nothing is lost on the way, and one matter holds all
        expect(between['petition']?.length).toBe(before['petition']?.length)
        await tx.query(`select refresh_tallies('990000')`)
        const recounted = await everything(tx)
        expect([recounted['petition_tally'], recounted['clock_tally']]).toEqual([between['petition_tally'], between['clock_tally']])
        await tx.query(`select split_matter('990000', $1, '撤销')`, [merged?.id])
        expect(await everything(tx)).toEqual(before)
      })
    }), { numRuns: 25 })
  }, 120_000)
})
