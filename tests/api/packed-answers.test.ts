import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import { engines } from '../setup/engines.ts'

const large = '/api/feeds/units?level=village&as_of=2026-11-22'
const small = '/api/summary?as_of=2026-11-22'

// how it is packed does not depend on the engine
describe.each(engines.slice(-1))('a large answer', ({ openDemo }) => {
  let demo: DemoApp
  let asked = 0
  beforeAll(async () => {
    demo = await openDemoApp(async () => {
      const db = await openDemo()
      return { ...db, read: async (...question) => { asked += 1; return await db.read<never>(...question) } }
    })
  })
  afterAll(() => demo.close())
  const get = (url: string, encoding?: string, held?: unknown, who = 'office') =>
    demo.get(who, url, { ...encoding === undefined ? {} : { 'accept-encoding': encoding }, ...held === undefined ? {} : { 'if-none-match': String(held) } })

  it('leaves packed to those who take it and says the same as it does to others', async () => {
    const plain = await get(large)
    const packed = await get(large, 'gzip, deflate, br')
    expect([plain.statusCode, plain.headers['content-encoding'], packed.statusCode, packed.headers['content-encoding']]).toEqual([200, undefined, 200, 'gzip'])
    expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true)
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
    for (const answer of [plain, packed]) {
      expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length))
      expect(answer.headers['content-type']).toBe('application/geo+json; charset=utf-8')
      expect(answer.headers['vary']).toBe('Accept-Encoding, Cookie, Authorization')
    }
    // two forms, two tags
    expect(packed.headers['etag']).not.toBe(plain.headers['etag'])
  })

  it('is not sent again to whom holds it in either form', async () => {
    for (const encoding of [undefined, 'gzip']) {
      const { etag } = (await get(large, encoding)).headers
      const again = await get(large, 'gzip', etag)
      expect([again.statusCode, again.rawPayload.length, again.headers['etag'], again.headers['content-encoding']]).toEqual([304, 0, etag, undefined])
    }
  })

  it('is kept packed, and costs the database nothing more', async () => {
    const url = `${large}&period=year`
    const first = await get(url, 'gzip')
    const before = asked
    const again = await get(url, 'gzip')
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    expect(asked - before).toBeLessThanOrEqual(1)
  })

  test.each(['gzip;q=0', 'br', 'identity', 'gzip;q=0.0, br', ''])('stays plain for "%s"', async (encoding) => {
    const { headers, rawPayload } = await get(large, encoding)
    expect(headers['content-encoding']).toBeUndefined()
    expect(() => JSON.parse(rawPayload.toString()) as unknown).not.toThrow()
  })

  test.each(['gzip;q=0.5', 'br, gzip', 'gzip ; q=1'])('is packed for "%s"', async (encoding) => {
    expect((await get(large, encoding)).headers['content-encoding']).toBe('gzip')
  })

  it('that is a small one stays as it is, and a refusal too', async () => {
    const figures = await get(small, 'gzip')
    expect([figures.statusCode, figures.headers['content-encoding']]).toEqual([200, undefined])
    expect(figures.json<{ petitions: number }>().petitions).toBeGreaterThan(0)
    const refused = await get(`${large}&area=none-such`, 'gzip')
    expect([refused.statusCode, refused.headers['content-encoding'], refused.headers['content-type']]).toEqual([404, undefined, 'application/problem+json; charset=utf-8'])
  })

  it('is one of its reader’s rights in packed form as well', async () => {
    const [office, township] = [await get(large, 'gzip'), await get(large, 'gzip', undefined, 'township')]
    expect(township.headers['etag']).not.toBe(office.headers['etag'])
    expect((await get(large, 'gzip', office.headers['etag'], 'township')).statusCode).toBe(200)
  })
})
