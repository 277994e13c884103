/** A bad value of the filter is refused on every address that takes the filter, by the name of its parameter, in both languages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

const bad: [query: string, parameter: string, zh: RegExp][] = [
  ['from=2026-02-30', 'from', /日期/], ['from=yesterday', 'from', /日期/], ['to=2026-13-01', 'to', /日期/], ['to=', 'to', /日期/],
  ['from=0001-01-01', 'from', /1900 至 2199/], ['as_of=2026-1-1', 'as_of', /日期/], ['as_of=9999-12-31', 'as_of', /1900 至 2199/],
  ['from=2026-05-01&to=2026-01-01', 'from', /晚于结束日期/], ['period=fortnight', 'period', /today, 7d/],
  ['period=7d&from=2026-01-01', 'period', /不能与 from、to 同时使用/], ['period=year&to=2026-01-01', 'period', /同时/],
  ['kind=first&kind=repeat', 'kind', /first, repeat, collective 之一/], ['kind=third', 'kind', /之一/], ['overdue=0', 'overdue', /须为 1$/],
  ['bbox=1,2,3', 'bbox', /最小经度/], ['bbox=105,27,104,26', 'bbox', /最小经度/], ['within=104,26;105,27', 'within', /3 至 100 个/],
  ['hexagon=h4_1_1', 'hexagon', /六边形/], ['category=12a', 'category', /分类代码/], ['place=moon', 'place', /placed, unlocated, outside 之一/],
  ['q=%00', 'q', /不含控制字符/], ['q=a%0Ab', 'q', /不含控制字符/], [`q=${'字'.repeat(61)}`, 'q', /最多 60 个字符/], ['area=a%20b', 'area', /编码/],
  ['sort=fast', 'sort', /没有名为 sort 的参数/],
]

describe.each(engines)('a bad value of the filter on $name', ({ openDemo }) => {
  let demo: DemoApp
  beforeAll(async () => { demo = await openDemoApp(openDemo) })
  afterAll(() => demo.close())

  it.each(bad)('%s is refused by its name', async (query, parameter, zh) => {
    for (const address of ['/api/summary', '/api/feeds/key-areas', '/api/measures/open?by=area', '/tiles/petitions/8/202/108.mvt', '/api/hotspots']) {
      const answer = await demo.get('office', `${address}${address.includes('?') ? '&' : '?'}${query}`)
      const { detail, detail_en: en, parameter: named } = answer.json<{ detail: string, detail_en: string, parameter: string }>()
      expect([address, answer.statusCode, named]).toEqual([address, 400, parameter])
      expect(detail).toMatch(zh)
      expect(en).toMatch(/^[ -~]+$/)
    }
  })

  it.each(['channel=pigeon', 'purpose=none', 'state=lost', 'sector=none', 'area_kind=lake', 'category=999999'])('%s, which no table has, is told', async (query) => {
    const answer = await demo.get('office', `/api/summary?${query}`)
    expect([answer.statusCode, answer.json<{ parameter: string }>().parameter]).toEqual([400, query.split('=')[0]])
  })

  it('a value said twice is said once', async () => {
    const of = async (query: string): Promise<unknown> => await demo.ask('office', `/api/summary?${query}`)
    expect(await of('area=990128-K01&area=990128-K01&channel=visit&channel=visit')).toEqual(await of('area=990128-K01&channel=visit'))
  })

  it('an area or unit that does not exist answers like one that may not be known', async () => {
    for (const [user, query] of [['office', 'unit=990129'], ['office', 'area=none-such'], ['office', 'area=none-such&area_kind=industrial_park'], ['village', 'unit=990128002'], ['village', 'area=990128-K08']]) {
      const answer = await demo.get(user ?? '', `/api/summary?${query ?? ''}`)
      expect([query, answer.statusCode]).toEqual([query, 404])
    }
  })
})
