import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

/** County, township, village and group of the test are there without outlines, as in a county whose villages alone were surveyed. */
describe.each(engines)('a key area in a county that has no outline of its own on $name', ({ open }) => {
  let it: TestApp
  beforeAll(async () => {
    it = await openTestApp({ open })
    await it.db.query("update admin_unit set geom = st_multi(st_makeenvelope(104, 27.6, 104.2, 27.8, 4326)) where code = '990000001001'")
    const geometry = { type: 'Polygon', coordinates: [[[104.05, 27.65], [104.3, 27.65], [104.3, 27.75], [104.05, 27.75], [104.05, 27.65]]] }
    const answer = await it.app.inject({
      method: 'POST', url: '/api/actions/save-key-area', payload: { code: 'A', name: '甲片区', kind: 'other', geometry },
      headers: { cookie: await it.cookieOf('planner'), 'idempotency-key': crypto.randomUUID() },
    })
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }, 240_000)
  afterAll(() => it.close())

  const seen = async (role: string): Promise<string[]> => {
    const { features } = (await it.app.inject({ url: '/api/feeds/key-areas', headers: { cookie: await it.cookieOf(role) } })).json<{ features: { id: string }[] }>()
    return features.map(({ id }) => id)
  }

  test.each(['leader', 'office', 'planner', 'township', 'village'])('is seen by the %s in whose units it lies', async (role) => {
    expect(await seen(role)).toEqual(['A'])
  })

  test('is not seen by the head of a group of which nobody knows whether it lies there', async () => {
    expect(await seen('group')).toEqual([])
  })

  test('has of each unit above what it has of the village', async () => {
    const { rows } = await it.db.query<{ code: string, share: number }>(
      'select u.code, round(s.share::numeric, 2)::float8 as share from key_area_unit s join admin_unit u on u.id = s.unit_id order by u.code')
    expect(rows).toEqual(['990000', '990000001', '990000001001'].map((code) => ({ code, share: 0.6 })))
    await it.db.query("update admin_unit set geom = (select geom from admin_unit where code = '990000001001') where code = '990000'")
    await it.db.query('update key_area set geom = geom')
    expect((await it.db.query('select count(*)::int as n from key_area_unit')).rows).toEqual([{ n: 3 }])
  })
})
