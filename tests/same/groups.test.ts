/** Pairs that hang together are one question: decided at once, taken back at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SamePair } from '../../api/contract/feeds/same-pairs.ts'
import { openGround, type Ground } from '../responses/ground.ts'
import { engines } from '../setup/engines.ts'
import { everything, twinsOn } from './twins.ts'

describe.each(engines)('three that hang together, on $name', ({ open }) => {
  let at: Ground
  beforeAll(async () => { at = await openGround(open) }, 240_000)
  afterAll(() => at.close())
  const { lot, register, twins, decide, petitions, pairs, summary } = twinsOn(() => at)

  /** A matter and two repeats of it; the group as the feed tells it. */
  async function triplets(): Promise<{ nos: string[], group: NonNullable<SamePair['group']> }> {
    const { elder, younger } = await twins()
    const n = 100 + lot()
    const third = await register({ title: `${n}号地块征地补偿款余款至今没有付清`, text: `${n}号地块征用后第二笔补偿一直没有到账`, received_on: '2026-06-03' })
    const nos = [elder, younger, third.matter_no]
    const row = (await pairs('office')).rows.find(({ group }) => group?.matters.every(({ matter_no: no }) => nos.includes(no)) && group.matters.length === 3)
    if (!row?.group) throw new Error('no group')
    return { nos, group: row.group }
  }
  const seen = (group: NonNullable<SamePair['group']>) => group.pairs.map(({ pair_id: id, version }) => ({ pair_id: id, version }))
  const decideAll = (group: NonNullable<SamePair['group']>, decision: string) => at.act('office', 'decide-same-group', { pairs: seen(group), decision })

  it('are one question: one answer makes them one matter, and taking it back leaves every table and pair as it was', async () => {
    const { nos: [elder = '', ...younger], group } = await triplets()
    expect(group.matters.map(({ matter_no: no }) => no)).toEqual([elder, ...younger])
    const before = { tables: await everything(at.db), counts: await summary(), open: (await pairs('office')).total }
    const reply = await decideAll(group, 'same')
    expect(reply).toMatchObject({ status: 200, body: { matter_no: elder, matters: 3 } })
    expect((await petitions(elder)).map((words) => words.split(' ')[0])).toEqual(['first', 'repeat', 'repeat'])
    expect(await Promise.all(younger.map(petitions))).toEqual([[], []])
    const after = await summary()
    expect([after.matters - before.counts.matters, after.repeat - before.counts.repeat]).toEqual([-2, 2])
    expect((await pairs('office')).total).toBe((before.open ?? 0) - group.pairs.length)
    expect((await at.act('office', 'split-same-group', { merges: reply.body['merges'], reason: '核实后不是一件' })).status).toBe(200)
    expect(await everything(at.db)).toEqual(before.tables)
    expect((await pairs('office')).total).toBe(before.open)
  })

  it('are put off or judged different together, and stand in that queue as one group', async () => {
    const { nos, group } = await triplets()
    expect((await decideAll(group, 'later')).status).toBe(200)
    const later = (await pairs('office', '&queue=later')).rows.filter(({ elder }) => nos.includes(elder.matter_no))
    expect(later.length).toBe(group.pairs.length)
    expect(later.every((row) => row.group?.matters.length === 3)).toBe(true)
    expect((await pairs('office')).rows.filter(({ elder }) => nos.includes(elder.matter_no))).toEqual([])
  })

  it('change not at all where somebody decided about one of the pairs meanwhile', async () => {
    const { group } = await triplets()
    const [first] = seen(group)
    await decide('township', first as { pair_id: number, version: number }, 'different')
    const before = await everything(at.db)
    expect((await decideAll(group, 'same')).status).toBe(409)
    expect(await everything(at.db)).toEqual(before)
  })

  it('must hang together: pairs of two questions are refused, and nothing is merged', async () => {
    const [one, other] = [await twins(), await twins()]
    const before = await everything(at.db)
    const reply = await at.act('office', 'decide-same-group', {
      pairs: [one.pair, other.pair].map(({ pair_id: id, version }) => ({ pair_id: id, version })), decision: 'same',
    })
    expect(reply.status).toBe(422)
    expect(await everything(at.db)).toEqual(before)
    expect((await at.act('office', 'decide-same-group', { pairs: [{ pair_id: 999_999, version: 1 }], decision: 'same' })).status).toBe(404)
  })
})
