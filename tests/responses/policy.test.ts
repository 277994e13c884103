import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { ResponseRow } from '../../api/contract/feeds/responses.ts'
import type { TaskRow } from '../../api/contract/feeds/tasks.ts'
import { engines } from '../setup/engines.ts'
import { codes, inDays, openGround, type Ground } from './ground.ts'

describe.each(engines)('the policy pack of an area on $name', ({ open }) => {
  let ground: Ground
  const { response } = codes
  beforeAll(async () => {
    ground = await openGround(open)
    await ground.done('office', 'open-response', { code: response, title: '新城片区联动处置', area: codes.area })
  }, 240_000)
  afterAll(() => ground.close())

  const policies = async (who = 'office') => (await ground.feed<ResponseRow>(who, `responses?response=${response}`)).rows[0]?.policies
    .map(({ kind, category, title }) => [kind, category, title])
  const set = (kind: string, title: string, more = {}) => ground.act('office', 'set-policy', { response, kind, title, body: `${title}全文`, ...more })
  const reply = { category: '520301' }

  it('begins empty, and each of the five unified texts is seen by all four levels', async () => {
    expect(await policies()).toEqual([])
    for (const [kind, title] of [['policy', '补偿标准'], ['procedure', '办理流程'], ['limits', '办理时限'], ['implementation', '落实要求']] as const) {
      expect((await set(kind, title)).status).toBe(200)
    }
    for (const who of ['leader', 'office', 'township', 'village', 'group']) expect([who, (await policies(who))?.length]).toEqual([who, 4])
  })

  it('replaces a text by a newer one of its kind; the earlier one ends and stays on the record', async () => {
    await set('policy', '补偿标准（二）')
    expect((await policies())?.filter(([kind]) => kind === 'policy')).toEqual([['policy', null, '补偿标准（二）']])
    const { rows } = await ground.db.query<{ title: string, ended: boolean }>(
      `select title, valid_to is not null as ended from policy_pack where kind = 'policy' order by id`)
    expect(rows).toEqual([{ title: '补偿标准', ended: true }, { title: '补偿标准（二）', ended: false }])
  })

  it('has one standard reply for each issue type', async () => {
    await set('reply', '安置补偿答复', reply)
    await set('reply', '审批手续答复', { category: '520302' })
    await set('reply', '安置补偿答复（二）', reply)
    expect((await policies())?.filter(([kind]) => kind === 'reply').sort()).toEqual([
      ['reply', '520301', '安置补偿答复（二）'], ['reply', '520302', '审批手续答复']])
  })

  test.each([
    ['a reply for no issue type', 'reply', {}], ['an issue type for another kind', 'policy', reply], ['an issue type that there is none of', 'reply', { category: '999999' }],
    ['a kind that there is none of', 'slogan', {}], ['no text', 'policy', { body: '' }],
  ])('refuses %s, and stays as it is', async (_what, kind, more) => {
    const before = await policies()
    expect([400, 422]).toContain((await set(kind, '不合格', more)).status)
    expect(await policies()).toEqual(before)
  })

  it('is the office’s to set, and of a response that there is', async () => {
    for (const who of ['leader', 'township', 'village', 'group', 'planner']) {
      expect([who, (await ground.act(who, 'set-policy', { response, kind: 'policy', title: '越权', body: '越权' })).status]).toEqual([who, 403])
    }
    expect((await ground.act('office', 'set-policy', { response: 'R-NOWHERE', kind: 'policy', title: '无', body: '无' })).status).toBe(404)
  })

  it('a note on a task says what was done and leaves its state; of two notes written at once the second is told', async () => {
    await ground.done('office', 'move-response', {
      response, to: 'surveying', version: (await ground.feed<ResponseRow>('office', `responses?response=${response}`)).rows[0]?.version,
    })
    await ground.done('office', 'assign-task', { response, unit: codes.township, title: '组织入户', due_on: inDays(5) })
    const task = async () => (await ground.feed<TaskRow>('township', `tasks?response=${response}`)).rows[0]
    const { task_id: id, version, state } = await task() ?? {}
    expect((await ground.act('township', 'note-task', { task_id: id, version, note: '已走访二十户' })).status).toBe(200)
    expect(await task()).toMatchObject({ state, reason: '已走访二十户' })
    expect((await ground.act('township', 'note-task', { task_id: id, version, note: '重复' })).status).toBe(409)
    expect((await ground.act('village', 'note-task', { task_id: id, version: (await task())?.version, note: '越级' })).status).not.toBe(200)
    expect(await task()).toMatchObject({ reason: '已走访二十户' })
  })
})
