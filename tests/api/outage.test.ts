import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { embedded } from '../setup/engines.ts'

/** Seconds of work for the engine, none for this process. */
const heavy = 'select count(*) from generate_series(1, 6000000) a where a % 7 = 3'

describe('while the embedded database is busy or gone, the API', () => {
  let it: TestApp
  let url = ''
  let cookie = ''
  beforeAll(async () => {
    it = await openTestApp({ open: embedded.open })
    await it.app.listen({ port: 0, host: '127.0.0.1' })
    url = `http://127.0.0.1:${(it.app.server.address() as AddressInfo).port}`
    cookie = await it.cookieOf('leader')
  }, 240_000)
  afterAll(() => it.close())

  async function timed(path: string): Promise<{ status: number, ms: number, retryAfter: string | null }> {
    const began = performance.now()
    const answer = await fetch(`${url}${path}`, { headers: { cookie } })
    await answer.text()
    return { status: answer.status, ms: performance.now() - began, retryAfter: answer.headers.get('retry-after') }
  }

  test('says that it is alive, at once', async () => {
    let done = false
    const work = it.db.query(heavy, [], { budgetMs: 60_000 }).finally(() => { done = true })
    const times: number[] = []
    while (!done && times.length < 200) {
      const { status, ms } = await timed('/healthz')
      expect(status).toBe(200)
      times.push(ms)
      await new Promise((next) => setTimeout(next, 20))
    }
    await work
    times.sort((a, b) => a - b)
    // the first connection and other programs on the machine are no fault of ours: the median is held to 100 ms
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(100)
  })

  test('says 503 with Retry-After while the engine is replaced, and answers again by itself', async () => {
    const cut = it.db.query(heavy, [], { budgetMs: 100 }).catch((error: unknown) => error)
    const seen = new Set<number>()
    await cut
    for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
      // readiness asks the database each time
      const { status, retryAfter } = await timed('/readyz')
      seen.add(status)
      if (status === 503) expect(Number(retryAfter)).toBeGreaterThan(0)
      if (status === 200) break
      await new Promise((next) => setTimeout(next, 100))
    }
    expect(await cut).toMatchObject({ code: '57014' })
    expect([...seen].every((status) => status === 200 || status === 503)).toBe(true)
    expect(seen).toContain(200)
    expect((await timed('/api/session')).status).toBe(200)
  })
})
