import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { holdPort } from '../../api/starting.ts'
import { testConfig } from '../setup/app.ts'

let address: string
let letGo: () => Promise<void>
beforeAll(async () => {
  // a port that was free a moment ago
  const port = await new Promise<number>((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as AddressInfo
      probe.close(() => { found(free) })
    })
  })
  address = `http://127.0.0.1:${port}`
  letGo = await holdPort({ ...testConfig, port })
})
afterAll(() => letGo())

test('while it starts the server is alive, and asks programs to come back', async () => {
  expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ status: 'ok' })
  const answer = await fetch(`${address}/api/session`)
  expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('content-type')]).toEqual([503, '2', 'application/problem+json'])
  expect(await answer.json()).toMatchObject({ code: 'starting', detail: '正在启动，请稍候', detail_en: 'starting, a moment please' })
})

test('people get a page that says so and asks again by itself', async () => {
  const answer = await fetch(`${address}/map`, { headers: { accept: 'text/html,application/xhtml+xml' } })
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-security-policy')]).toEqual([503, 'text/html; charset=utf-8', "default-src 'none'"])
  const page = await answer.text()
  for (const word of ['正在启动，请稍候', 'Starting, a moment please.', 'http-equiv="refresh"']) expect(page).toContain(word)
})
