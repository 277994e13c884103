import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportLook } from '../../api/contract/import-look.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'
import { one, petitionCsv } from './county.ts'
import { form } from './form.ts'

const csv = petitionCsv([{ no: 'L1', on: '2024-01-01', name: '欧阳金丝雀', place: '东乡' }, { no: 'L2', on: '2024-02-31' }])

describe.each(engines)('looking at a file over the API on $name', ({ open }) => {
  let it: TestApp
  const cookies: Record<string, string> = {}
  beforeAll(async () => {
    it = await openTestApp({ open })
    for (const role of ['office', 'planner', 'township', 'wall']) cookies[role] = await it.cookieOf(role)
  }, 240_000)
  afterAll(() => it.close())

  const send = (url: string, content: string, role = 'planner', name = 'p.csv') => {
    const { payload, headers } = form(name, content)
    return it.app.inject({ method: 'POST', url, payload, headers: { ...headers, cookie: cookies[role], prefer: 'wait=120' } })
  }

  test('tells how it would be read, keeps nothing and shows no person', async () => {
    const answer = await send('/api/import-looks', csv)
    expect(answer.statusCode).toBe(200)
    const look = answer.json<ImportLook>()
    expect(look).toMatchObject({ kind: 'petitions', guessed: true, remembered: false, understood: { headerRows: [1], missing: [] } })
    expect(look.fields).toContainEqual({ name: 'received_on', needed: true })
    expect(answer.body).not.toContain('金丝雀')
    expect(await one(it.db, 'select count(*)::int as value from import_run')).toBe(0)
  })

  test('uses the mapping that a run with the same header was given', async () => {
    const odd = '甲,乙,丙,丁\nA1,2024-01-01,东乡,x\n'
    expect((await send('/api/import-looks?kind=petitions&header=1', odd)).json<ImportLook>().understood.missing).toEqual(['received_on'])
    const run = await send('/api/imports/petitions?header=1&as=petition_no=%231&as=received_on=%232&as=place_text=%233', odd)
    expect(run.json()).toMatchObject({ state: 'done', created: 1 })
    const look = (await send('/api/import-looks?kind=petitions&header=1', odd)).json<ImportLook>()
    expect([look.remembered, look.understood.columns.map(({ field }) => field)]).toEqual([true, ['petition_no', 'received_on', 'place_text', undefined]])
  })

  test('is for those who import, and what cannot be read is refused with the parameter that would help', async () => {
    for (const role of ['township', 'wall']) expect((await send('/api/import-looks', csv, role)).statusCode).toBe(403)
    expect((await send('/api/import-looks?header=0', csv)).statusCode).toBe(400)
    expect((await send('/api/import-looks?header=7', csv)).json()).toMatchObject({ code: 'header_line', parameter: 'header' })
    expect((await send('/api/import-looks?as=received_on=%E5%A7%93%E5%90%8D', csv)).json()).toMatchObject({ code: 'mapping_personal' })
  })
})
