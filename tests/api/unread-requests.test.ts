import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../setup/app.ts'

describe('what is no request', () => {
  let it: TestApp
  let port: number
  beforeAll(async () => {
    it = await openTestApp()
    await it.app.listen({ port: 0, host: '127.0.0.1' })
    port = (it.app.server.address() as AddressInfo).port
  }, 240_000)
  afterAll(() => it.close())

  /** Everything that comes back until the server closes the line. */
  const send = (text: string): Promise<string> => new Promise((resolve, reject) => {
    let said = ''
    const line = connect(port, '127.0.0.1', () => line.write(text))
    line.setEncoding('utf8').on('data', (piece: string) => { said += piece }).once('end', () => resolve(said)).once('error', reject)
  })

  test.each([
    ['an address with characters that are not encoded', 'GET /api/summary?q=水库 HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'bad_request', '以 %XX 编码', 'as %XX'],
    ['an address of more than the headers may have', `GET /api/summary?q=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, 'headers_too_large', '过长', 'too long'],
    ['no HTTP at all', 'hello county\r\n\r\n', 400, 'bad_request', '不符合 HTTP 格式', 'is not HTTP'],
  ])('%s is refused as everything else is, and the line is closed', async (_what, text, status, code, zh, en) => {
    const [head = '', body = ''] = (await send(text)).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`))
    expect(head.toLowerCase()).toContain('content-type: application/problem+json; charset=utf-8')
    expect(JSON.parse(body)).toMatchObject({
      type: `about:blank#${code}`, status, code, detail: expect.stringContaining(zh) as string, detail_en: expect.stringContaining(en) as string,
      title: expect.stringMatching(/^[\u4e00-\u9fff]+ \/ /) as string, request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    })
  })

  test('the server goes on answering', async () => {
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  })
})
