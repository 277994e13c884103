import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'

/** Keeps this process, and so the server in it, from doing anything else. */
function block(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

describe('a server that cannot keep up', () => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp({ config: { overloadMs: 100 } }) }, 240_000)
  afterAll(() => it.close())

  test('refuses with 503 and a time to come back, in plain words', async () => {
    await expect.poll(async () => {
      block(900)
      return (await it.app.inject('/api/about')).json<{ code?: string }>().code
    }, { timeout: 30_000, interval: 20 }).toBe('overloaded')
  })

  test('still says that it is alive and what it measures, so that nobody restarts it for being busy', async () => {
    await expect.poll(async () => {
      block(900)
      const answers = await Promise.all(['/api/about', '/healthz', '/readyz', '/metrics'].map((url) => it.app.inject(url)))
      return answers.map(({ statusCode }) => statusCode)
    }, { timeout: 30_000, interval: 20 }).toEqual([503, 200, 200, 200])
  })

  test('answers again by itself when it has caught up', async () => {
    await expect.poll(async () => (await it.app.inject('/api/about')).statusCode, { timeout: 30_000, interval: 200 }).toBe(200)
  })
})
