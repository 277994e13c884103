import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommitmentRow } from '../../api/contract/feeds/commitments.ts'
import type { GapRow } from '../../api/contract/feeds/gaps.ts'
import type { ProblemRow } from '../../api/contract/feeds/problems.ts'
import type { ResponseRow } from '../../api/contract/feeds/responses.ts'
import type { TaskRow } from '../../api/contract/feeds/tasks.ts'
import type { VisitRow } from '../../api/contract/feeds/visits.ts'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'

/** A strip of the group's ground, so that both areas lie in the same village. */
const strip = (west: number): string => `MULTIPOLYGON(((${west} 27.002,${west + 0.004} 27.002,${west + 0.004} 27.01,${west} 27.01,${west} 27.002)))`

describe.each(engines)('the joint response of an area that is merged or retired, on $name', ({ open }) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await openGround(open)
    await ground.db.query(`update key_area set valid_from = current_date - 90`)
    for (const [code, west] of [['AREA-2', 104.013], ['AREA-3', 104.003], ['AREA-4', 104.008]] as const) {
      await ground.db.query(`insert into key_area (county_code, code, name, kind, geom, household_count, valid_from)
        values ('990000', $1, $1, 'other', st_geomfromtext($2, 4326), 20, current_date - 90)`, [code, strip(west)])
    }
    for (const [response, area] of [['R-1', codes.area], ['R-2', 'AREA-2'], ['R-3', 'AREA-3'], ['R-4', 'AREA-4']] as const) await atWork(response, area)
  }, 240_000)
  afterAll(() => ground.close())

  async function atWork(response: string, area: string): Promise<void> {
    await ground.done('office', 'open-response', { code: response, title: `${area}联动处置`, area })
    await ground.done('office', 'move-response', { response, to: 'surveying', version: 1 })
    const { task_id } = await ground.done('office', 'assign-task', { response, unit: codes.village, title: `${response}在办`, due_on: inDays(9) })
    await ground.done('village', 'move-task', { task_id, to: 'acknowledged', version: 1 })
    await ground.done('office', 'assign-task', { response, unit: codes.township, title: `${response}取消`, due_on: inDays(9) })
    const [cancelled] = (await list<TaskRow>(`tasks?response=${response}&level=township`)).rows
    await ground.done('office', 'move-task', { task_id: cancelled?.task_id, to: 'cancelled', version: cancelled?.version, reason: '重复' })
    await ground.done('group', 'add-problem', { response, unit: codes.group, title: `${response}问题`, source: 'visit' })
    const { round_id } = await ground.done('village', 'plan-visits', { response, unit: codes.group, planned_count: 20, starts_on: inDays(-1), ends_on: inDays(9) })
    await ground.done('group', 'record-visits', { round_id, version: 1, done_count: 5 })
    await ground.done('township', 'add-commitment', { response, unit: codes.village, title: `${response}承诺`, due_on: inDays(9) })
  }
  const list = async <Row>(address: string, who = 'office') => await ground.feed<Row>(who, address)
  const area = async (response: string, who = 'office'): Promise<ResponseRow> => {
    const { rows: [row] } = await list<ResponseRow>(`responses?response=${response}`, who)
    if (!row) throw new Error(`${who} does not see ${response}`)
    return row
  }
  const handOver = async (response: string, more = {}, who = 'office') =>
    await ground.act(who, 'hand-over-response', { response, version: (await area(response)).version, reason: '区域合并', ...more })
  /** How much of everything there is in all responses together. */
  const all = async (): Promise<number[]> => await Promise.all(['tasks', 'problems', 'visits', 'commitments'].map(async (feed) => (await list(`${feed}?limit=1000`)).total))
  const merge = async (into: string, ...from: string[]): Promise<void> => { await ground.done('planner', 'merge-key-areas', { into, codes: from }) }

  it('stays where it is while its area stands: there is nothing to hand over, and it cannot be closed half-way', async () => {
    const answer = await handOver('R-2')
    expect([answer.status, answer.body.hint]).toEqual([409, 'its area stands: there is nothing to hand over'])
    expect((await area('R-2')).moves.map(({ code }) => code)).not.toContain('close_ended')
  })

  it('asks to be handed over: a gap of the county from the day on which its area ended, seen by those with work in it too', async () => {
    await merge(codes.area, 'AREA-2')
    const gaps = (await list<GapRow>('gaps?gap=area_ended')).rows
    expect(gaps.map(({ response, level, since }) => [response, level, since])).toEqual([['R-2', 'county', inDays(-1)]])
    for (const who of ['office', 'village']) expect(await area('R-2', who)).toMatchObject({ area_code: 'AREA-2', area_ended_on: inDays(-1), heir_name: '新城片区' })
    expect((await list<TaskRow>('tasks?response=R-2&open=1', 'village')).total).toBe(1)
  })

  it('moves what is open to the response of the area that follows, and keeps the rest: nothing is lost, nothing is there twice', async () => {
    const before = await all()
    expect((await handOver('R-2', {}, 'township')).status).toBe(403)
    const answer = await handOver('R-2')
    expect([answer.status, answer.body]).toMatchObject([200, { response: 'R-1', moved: { tasks: 1, problems: 1, commitments: 1, rounds: 1 } }])
    expect(await all()).toEqual(before)
    const titles = (rows: { title: string }[]): string[] => rows.map(({ title }) => title).sort()
    expect(titles((await list<TaskRow>('tasks?response=R-1&open=1')).rows)).toEqual(['R-1在办', 'R-2在办'])
    expect(titles((await list<TaskRow>('tasks?response=R-2')).rows)).toEqual(['R-2取消'])
    expect(titles((await list<ProblemRow>('problems?response=R-1')).rows)).toEqual(['R-1问题', 'R-2问题'])
    expect(titles((await list<CommitmentRow>('commitments?response=R-1')).rows)).toEqual(['R-1承诺', 'R-2承诺'])
    expect((await list<VisitRow>('visits?response=R-1')).rows.map(({ round_no, done_count }) => [round_no, done_count]).sort()).toEqual([[1, 5], [2, 5]])
    expect((await area('R-2')).state).toBe('revoked')
    expect((await list<GapRow>('gaps?gap=area_ended')).total).toBe(0)
  })

  it('is on the record of each thing that moved, with the reason, and a day before it is told as it was', async () => {
    const [moved] = (await list<ProblemRow>('problems?response=R-1')).rows.filter(({ title }) => title === 'R-2问题')
    const { rows: events } = await list<{ response: string, from_state: string | null, to_state: string, note: string | null }>(`response-events?subject=problem&subject_id=${String(moved?.problem_id)}`)
    expect(events.map(({ response, from_state, to_state, note }) => [response, from_state, to_state, note])).toEqual([['R-1', 'collected', 'collected', '区域合并'], ['R-2', null, 'collected', null]])
    await ground.done('village', 'move-problem', { problem_no: moved?.problem_no, to: 'classified', version: moved?.version,
      category: (await ground.db.query<{ code: string }>(`select lpad(min(code)::text, 6, '0') as code from category where level = 3`)).rows[0]?.code })
  })

  it('of two who hand over at once one is told that somebody was faster', async () => {
    await ground.done('planner', 'retire-key-area', { code: 'AREA-3' })
    const { version } = await area('R-3')
    const send = () => ground.act('office', 'hand-over-response', { response: 'R-3', version, reason: '区域撤销', to: 'R-1' })
    expect((await Promise.all([send(), send()])).map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('goes on under its own name where the area that follows has none', async () => {
    await ground.db.query(`insert into key_area (county_code, code, name, kind, geom, valid_from) values ('990000', 'AREA-5', '新设片区', 'other', st_geomfromtext($1, 4326), current_date - 90)`, [strip(104.0155)])
    await merge('AREA-5', 'AREA-4')
    const before = await all()
    expect((await handOver('R-4')).body).toMatchObject({ response: 'R-4' })
    expect(await area('R-4')).toMatchObject({ area_code: 'AREA-5', area_ended_on: null, state: 'surveying' })
    expect((await list<ProblemRow>('problems?area=AREA-5')).rows.map(({ title }) => title)).toEqual(['R-4问题'])
    expect(await all()).toEqual(before)
  })

  it('of a retired area, which nothing follows, names the response that takes over, or is closed when nothing is open', async () => {
    await ground.done('planner', 'retire-key-area', { code: 'AREA-5' })
    expect((await handOver('R-4')).body.hint).toMatch(/^to: name the joint response/)
    expect((await handOver('R-4', { to: 'R-404' })).status).toBe(404)
    for (const to of ['listed', 'consulting']) {
      await ground.done('office', 'plan-response', { response: 'R-4', version: (await area('R-4')).version, lead_unit: 'D02' })
      await ground.done('office', 'move-response', { response: 'R-4', to, version: (await area('R-4')).version })
    }
    const early = await ground.act('office', 'move-response', { response: 'R-4', to: 'revoked', reason: '区域撤销', version: (await area('R-4')).version })
    expect([early.status, early.body.detail]).toEqual([422, '此步骤须有：区域已撤并且未了结的工作已移交'])
    expect((await area('R-4')).moves.map(({ code }) => code)).toContain('close_ended')
    expect((await handOver('R-4', { to: 'R-1' })).body).toMatchObject({ response: 'R-1', moved: { tasks: 1, problems: 1 } })
    expect((await area('R-4')).state).toBe('revoked')
  })
})
