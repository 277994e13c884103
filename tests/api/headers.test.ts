import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'

/** What every answer carries, whoever asks and whatever comes out. */
const everywhere = {
  'content-security-policy': "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';"
    + "worker-src 'self';font-src 'self';base-uri 'none';object-src 'none';frame-ancestors 'none';form-action 'self'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}

describe('the headers', () => {
  let it: TestApp
  beforeAll(async () => { it = await openTestApp() }, 240_000)
  afterAll(() => it.close())

  const securityHeaders = (headers: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => name in everywhere || name === 'strict-transport-security'))

  test('are the same on every address, for everybody who may not call it', async () => {
    expect(it.app.guardedAddresses.length).toBeGreaterThan(20)
    for (const { method, url } of it.app.guardedAddresses) {
      if (url === '/*') continue
      const path = url.replaceAll(/:[a-z]+/gi, '1')
      const answer = await it.app.inject({ method: method as 'GET', url: path, headers: { 'content-type': 'application/json' }, payload: method === 'GET' ? undefined : '{}' })
      expect(securityHeaders(answer.headers), `${method} ${url} (${answer.statusCode})`).toEqual(everywhere)
      if (answer.statusCode >= 400 && method !== 'HEAD') {
        expect(answer.headers['content-type'], `${method} ${url}`).toBe('application/problem+json; charset=utf-8')
      }
    }
  })

  test.each([
    ['an unknown address', '/api/none', 404], ['a page', '/', undefined], ['a bad parameter', '/healthz?x=1', 400],
    ['an address that cannot be decoded', '/%E0%A4%A', 400], ['a very long parameter', `/tiles/${'x'.repeat(3_000)}.json`, undefined],
  ])('stand on %s too', async (_what, url, status) => {
    const answer = await it.app.inject(url)
    if (status !== undefined) expect(answer.statusCode).toBe(status)
    expect(securityHeaders(answer.headers)).toEqual(everywhere)
  })

  test('ask browsers for https only where the address is https', async () => {
    const https = await openTestApp({ config: { publicOrigin: 'https://map.example.gov.cn' } })
    const answer = await https.app.inject({ method: 'POST', url: '/api/session', payload: { username: 'leader', password: 'Demo-2026!' } })
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
    expect(answer.cookies[0]).toMatchObject({ name: '__Host-sid', secure: true, path: '/', httpOnly: true, sameSite: 'Strict' })
    await https.close()
  })
})
