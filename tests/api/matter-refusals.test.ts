/** What is refused of a matter and of a key area, in both languages, and that the value beside it is taken. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { codes, inDays, openGround, type Ground } from '../responses/ground.ts'
import { engines } from '../setup/engines.ts'

type Body = Record<string, unknown>
type Refusal = [what: string, who: string, action: string, body: () => Body, status: number, zh: string, en: string]
const box = (west: number, south: number, side: number): Body => ({
  type: 'Polygon', coordinates: [[[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]],
})

// how a refusal travels from either engine is tests/db/types.test.ts and tests/api/problems.test.ts: its words are asked of one
describe.each(engines.slice(-1))('refused of matters and areas on $name', ({ open }) => {
  let ground: Ground
  const made: Record<string, string> = {}
  const no = (name: string): string => made[name] ?? ''
  const version = async (name: string): Promise<number> =>
    Number((await ground.db.query<{ version: number }>('select version from matter where matter_no = $1', [no(name)])).rows[0]?.version)
  const petition = (more: Body = {}): Body => ({ channel: 'visit', purpose: 'request', title: '公开补偿标准', unit_code: codes.group, received_on: inDays(-40), ...more })
  async function matter(name: string, ...states: string[]): Promise<void> {
    made[name] = String((await ground.done('office', 'register-petition', petition())).matter_no)
    for (const to of states) await ground.done('office', 'move-matter', { matter_no: no(name), to, version: await version(name) })
  }

  beforeAll(async () => {
    ground = await openGround(open)
    await matter('fresh')
    await matter('accepted', 'transferred', 'accepted')
    await matter('handling', 'transferred', 'accepted', 'handling')
    await matter('opinion', 'transferred', 'accepted', 'handling', 'opinion_issued')
    await matter('withdrawn', 'withdrawn')
    made['hearing'] = String((await ground.done('office', 'open-stage', { matter_no: no('opinion'), kind: 'hearing' })).stage_id)
  })
  afterAll(() => ground.close())

  const rows = async (): Promise<unknown> => (await ground.db.query(`select (select sum(version) from matter) as matters, (select count(*) from petition) as petitions,
    (select count(*) from matter_stage) as stages, (select count(*) from clock_pause) as pauses, (select count(*) from matter_care) as care, (select count(*) from place_history) as places,
    (select count(*) from key_area) as areas, (select count(*) from key_area_version) as versions, (select count(*) from outbox) as events`)).rows[0]

  test.each<Refusal>([
    ['a way in that there is not', 'office', 'register-petition', () => petition({ channel: 'pigeon' }), 422, '没有这种信访形式：pigeon', 'unknown channel: pigeon'],
    ['a level that there is not', 'office', 'register-petition', () => petition({ level_lodged: 'moon' }), 422, '没有这个层级：moon', 'unknown level: moon'],
    ['a purpose that there is not', 'office', 'register-petition', () => petition({ purpose: 'fun' }), 422, '没有这种信访目的：fun', 'unknown purpose: fun'],
    ['a report of misconduct', 'office', 'register-petition', () => petition({ purpose: 'misconduct' }), 422, '检举控告不在本系统登记', 'reports of misconduct are not registered here'],
    ['a category that there is not', 'office', 'register-petition', () => petition({ category: '999999' }), 422, '没有这个内容分类：999999', 'unknown category: 999999'],
    ['a unit that there is not', 'office', 'register-petition', () => petition({ unit_code: '990000009' }), 422, '没有这个单位：990000009', 'no such unit: 990000009'],
    ['a petition of tomorrow', 'office', 'register-petition', () => petition({ received_on: inDays(1) }), 422, '信访日期晚于今天', 'received_on lies in the future'],
    ['a petition before the first of its matter', 'office', 'register-petition', () => petition({ matter_no: no('fresh'), received_on: inDays(-41) }), 422, '信访日期早于该事项的首次信访', 'received_on lies before the first petition of the matter'],
    ['a step that leaves one out', 'office', 'move-matter', () => ({ matter_no: no('fresh'), to: 'handling', version: 1 }), 409, '', 'legal moves: transferred, not_accepted, withdrawn, routed'],
    ['a state that there is not', 'office', 'move-matter', () => ({ matter_no: no('fresh'), to: 'lost', version: 1 }), 422, '没有这个状态：lost', 'unknown state: lost'],
    ['a matter that was changed meanwhile', 'office', 'move-matter', () => ({ matter_no: no('accepted'), to: 'handling', version: 1 }), 409, '该事项刚被他人更改，请刷新后重试', 'the matter was changed meanwhile: read it again'],
    ['a legal procedure that there is not', 'office', 'move-matter', () => ({ matter_no: no('fresh'), to: 'routed', route: 'duel', version: 1 }), 422, '没有这种法定途径：duel', 'unknown route: duel'],
    ['a step of tomorrow', 'office', 'move-matter', () => ({ matter_no: no('fresh'), to: 'transferred', on: inDays(1), version: 1 }), 422, '办理日期晚于今天', 'on lies in the future'],
    ['a review asked for tomorrow', 'office', 'open-stage', () => ({ matter_no: no('opinion'), kind: 'review', asked_on: inDays(1) }), 422, '提出日期晚于今天', 'asked_on lies in the future'],
    ['a hearing decided tomorrow', 'office', 'decide-stage', () => ({ stage_id: Number(no('hearing')), version: 1, decided_on: inDays(1), outcome: 'held' }), 422, '作出日期晚于今天', 'decided_on lies in the future'],
    ['a hearing decided before it was asked for', 'office', 'decide-stage', () => ({ stage_id: Number(no('hearing')), version: 1, decided_on: inDays(-1), outcome: 'held' }), 422, '作出日期早于提出日期', 'decided_on lies before it was asked for'],
    ['a reply of tomorrow', 'office', 'record-care', () => ({ matter_no: no('handling'), written_reply_on: inDays(1) }), 422, '答复日期晚于今天', 'written_reply_on lies in the future'],
    ['a referral of tomorrow', 'office', 'record-care', () => ({ matter_no: no('handling'), counselling_on: inDays(1) }), 422, '转介日期晚于今天', 'counselling_on lies in the future'],
    ['a backlog of tomorrow', 'office', 'record-care', () => ({ matter_no: no('handling'), backlog_on: inDays(1) }), 422, '交办日期晚于今天', 'backlog_on lies in the future'],
    ['a pause that ends on its first day', 'office', 'pause-clock', () => ({ matter_no: no('accepted'), clock: 'C5', from_on: inDays(3), until_on: inDays(3), reason: '听证' }), 422, '中止期限须晚于起始日期', 'until_on must be later than from_on'],
    ['settled without a written reply', 'office', 'move-matter', () => ({ matter_no: no('handling'), to: 'settled', version: 4 }), 422, '化解须先有书面答复', 'settled needs the written reply: record-care'],
    ['a review before there is an opinion', 'office', 'open-stage', () => ({ matter_no: no('handling'), kind: 'review' }), 409, '尚未出具处理意见', 'there is no opinion to review yet'],
    ['a re-check before the review is decided', 'office', 'open-stage', () => ({ matter_no: no('opinion'), kind: 'recheck' }), 409, '尚未作出复查意见', 'no review was decided yet'],
    ['more time before the clock runs', 'office', 'extend-matter', () => ({ matter_no: no('fresh'), version: 1, reason: '复杂' }), 409, '办理时限未在计时', 'the clock does not run'],
    ['more time when the opinion is there', 'office', 'extend-matter', () => ({ matter_no: no('opinion'), version: 5, reason: '复杂' }), 409, '办理时限未在计时', 'the clock does not run'],
    ['the simplified way when the opinion is there', 'office', 'simplify-matter', () => ({ matter_no: no('opinion') }), 409, '该事项已办理完毕', 'the matter is handled already'],
    ['the simplified way of what has ended', 'office', 'simplify-matter', () => ({ matter_no: no('withdrawn') }), 409, '该事项已办理完毕', 'the matter is handled already'],
    ['hardship money that nobody decided on', 'office', 'record-care', () => ({ matter_no: no('handling'), hardship_yuan: 5_000 }), 422, '困难救助须写明决定单位', 'hardship_by is required with hardship_yuan'],
    ['a placing to take back where nobody placed', 'office', 'unplace-matter', () => ({ matter_no: no('opinion'), reason: '误操作' }), 409, '最近一次不是人工定位，不能撤回', 'it was not placed by hand last, so there is nothing to take back'],
    ['a matter that there is not', 'office', 'record-care', () => ({ matter_no: 'M-none', written_reply_on: inDays(0) }), 404, '没有这个内容', 'there is nothing here'],
    ['an area of no known kind', 'planner', 'save-key-area', () => ({ code: 'NEW', name: '新区', kind: 'lake', geometry: box(104.05, 27.05, 0.01) }), 422, '没有这种区域类型：lake', 'unknown kind: lake'],
    ['borders that hold from tomorrow', 'planner', 'save-key-area', () => ({ code: 'NEW', name: '新区', kind: 'other', geometry: box(104.05, 27.05, 0.01), valid_from: inDays(1) }), 422, '启用日期不能晚于今天', 'the borders cannot hold from a day after today'],
    ['an area split off from none', 'planner', 'save-key-area', () => ({ code: 'NEW', name: '新区', kind: 'other', geometry: box(104.05, 27.05, 0.01), split_from: 'NONE' }), 422, '没有可分出的区域：NONE', 'no area to be split off from: NONE'],
    ['an area as its own successor', 'planner', 'retire-key-area', () => ({ code: codes.area, successor: codes.area }), 422, '区域不能由自身承接', 'an area cannot be its own successor'],
    ['an area merged into itself', 'planner', 'merge-key-areas', () => ({ into: codes.area, codes: [codes.area] }), 422, '区域不能并入自身', 'an area cannot be merged into itself'],
  ])('%s', async (_what, who, action, body, status, zh, en) => {
    const before = await rows()
    const reply = await ground.act(who, action, body())
    expect([reply.status, reply.body.detail_en]).toEqual([status, en])
    expect(reply.body.detail).toBe(zh === '' ? `事项 ${no('fresh')} 不能这样流转` : zh)
    expect(await rows()).toEqual(before)
  })

  it('but not a petition of today, nor one on the day of the first', async () => {
    expect(await ground.done('office', 'register-petition', petition({ received_on: inDays(0) }))).toMatchObject({ kind: 'first' })
    await matter('twice')
    expect(await ground.done('office', 'register-petition', petition({ matter_no: no('twice') }))).toMatchObject({ kind: 'repeat', matter_no: no('twice') })
  })

  it('more time a second time', async () => {
    await matter('longer', 'transferred', 'accepted')
    await ground.done('office', 'extend-matter', { matter_no: no('longer'), version: 3, reason: '复杂' })
    const again = await ground.act('office', 'extend-matter', { matter_no: no('longer'), version: 4, reason: '复杂' })
    expect([again.status, again.body.detail, again.body.detail_en]).toEqual([409, '已延长过一次', 'it was extended already'])
  })

  it('a pause within a pause, one of a clock that does not run, and the end of one that has ended', async () => {
    await matter('paused', 'transferred', 'accepted')
    const pause = (from: number, until: number) => ground.act('office', 'pause-clock', { matter_no: no('paused'), clock: 'C5', from_on: inDays(from), until_on: inDays(until), reason: '听证' })
    const first = await pause(0, 9)
    expect(first.status).toBe(200)
    const within = await pause(8, 12)
    expect([within.status, within.body.detail, within.body.detail_en]).toEqual([409, '该时限在此期间已中止', 'the clock is paused in that time already'])
    const before = await pause(-1, 0)
    expect([before.status, before.body.detail, before.body.detail_en]).toEqual([409, `该时限自 ${inDays(-1)} 起没有在计算，不能中止`, `the clock does not run on ${inDays(-1)} and cannot be paused`])
    const early = await ground.act('office', 'resume-clock', { pause_id: first.body.pause_id, on_date: inDays(-1) })
    expect([early.status, early.body.detail, early.body.detail_en]).toEqual([422, '恢复日期早于中止日期', 'on_date lies before the pause'])
    await ground.done('office', 'resume-clock', { pause_id: first.body.pause_id })
    const ended = await ground.act('office', 'resume-clock', { pause_id: first.body.pause_id })
    expect([ended.status, ended.body.detail, ended.body.detail_en]).toEqual([409, '该中止已结束', 'the pause has ended'])
  })

  it('settled after a revisit that said no, until one that does not', async () => {
    await matter('revisited', 'transferred', 'accepted', 'handling')
    await ground.done('office', 'record-care', { matter_no: no('revisited'), written_reply_on: inDays(0) })
    const settle = async () => await ground.act('office', 'move-matter', { matter_no: no('revisited'), to: 'settled', version: await version('revisited') })
    for (const before of [async () => undefined, () => ground.done('office', 'record-revisit', { matter_no: no('revisited'), result: 'not' })]) {
      await before()
      const reply = await settle()
      expect([reply.status, reply.body.detail, reply.body.detail_en]).toEqual([422, '化解须先有回访且群众不为不满意', 'settled needs a revisit that was not unsatisfied: record-revisit'])
    }
    await ground.done('office', 'record-revisit', { matter_no: no('revisited'), result: 'basically' })
    expect((await settle()).status).toBe(200)
  })

  it('hardship money once somebody is named for it is written down, also in a second step', async () => {
    await ground.done('office', 'record-care', { matter_no: no('accepted'), hardship_by: '县信访联席会议' })
    await ground.done('office', 'record-care', { matter_no: no('accepted'), hardship_yuan: 5_000 })
    expect((await ground.db.query('select hardship_yuan::int as yuan from matter where matter_no = $1', [no('accepted')])).rows).toEqual([{ yuan: 5_000 }])
  })

  it('the simplified way of a matter that came back, but not the way back to the ordinary one', async () => {
    const repeat = await ground.act('office', 'simplify-matter', { matter_no: no('twice') })
    expect([repeat.status, repeat.body.detail_en]).toEqual([409, 'simplified handling is for first-time matters'])
    await ground.done('office', 'simplify-matter', { matter_no: no('fresh') })
    await ground.done('office', 'simplify-matter', { matter_no: no('twice'), ordinary: true })
    const { rows: kept } = await ground.db.query(`select m.matter_no, c.simplified_on::text as on from matter m join matter_care c on c.matter_id = m.id where m.matter_no = any ($1) order by m.id`, [[no('fresh'), no('twice')]])
    expect(kept).toEqual([{ matter_no: no('fresh'), on: inDays(0) }, { matter_no: no('twice'), on: null }])
  })

  it('the fifty-first view of the map, but not the fiftieth anew', async () => {
    const save = (name: string, query = 'period=year') => ground.act('village', 'save-view', { name, query })
    await ground.db.query(`insert into saved_view (account_id, name, query) select a.id, '视图' || n, 'period=year' from account a, generate_series(1, 49) n where a.username = 'village'`)
    expect((await save('视图50')).status).toBe(200)
    const more = await save('视图51')
    expect([more.status, more.body.detail, more.body.detail_en]).toEqual([422, '最多保存 50 个视图，请先删除不用的', 'at most 50 views can be kept; delete some first'])
    expect((await save('视图50', 'period=month')).status).toBe(200)
    // each has his own fifty
    expect((await ground.act('group', 'save-view', { name: '视图51', query: 'period=year' })).status).toBe(200)
  })
})
