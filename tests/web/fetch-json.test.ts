import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ApiProblem, fetchJson } from '../../web/lib/fetch-json.ts'

const seen: { method?: string, headers: NodeJS.Dict<string | string[]> }[] = []
const server = createServer((request, reply) => {
  seen.push({ method: request.method, headers: request.headers })
  if (request.url === '/busy') {
    reply.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '2' })
    reply.end(JSON.stringify({ title: '忙', detail: '数据库正在恢复', detail_en: 'recovering', code: 'unavailable', hint: '稍后重试' }))
  } else if (request.url === '/broken') {
    reply.writeHead(502, { 'content-type': 'text/html' }).end('<html>')
  } else if (request.url === '/nothing') {
    reply.writeHead(204).end()
  } else if (request.url !== '/never') {
    reply.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
  }
})
let base = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('an answer without content is nothing, any other is its JSON', async () => {
  expect(await fetchJson(`${base}/nothing`)).toBeUndefined()
  expect(await fetchJson(`${base}/fine`)).toEqual({ ok: true })
})

test('a refusal keeps the server’s own words, its code and when to come back', async () => {
  await expect(fetchJson(`${base}/busy`)).rejects.toMatchObject({
    name: 'ApiProblem', status: 503, code: 'unavailable', message: '数据库正在恢复', english: 'recovering', hint: '稍后重试', retryAfterSeconds: 2,
  })
})

test('a refusal that is not ours still has its status', async () => {
  await expect(fetchJson(`${base}/broken`)).rejects.toMatchObject({ status: 502, message: '502' })
})

test('a network that does not answer is a problem with status 0, a request given up is not a problem', async () => {
  await expect(fetchJson('http://127.0.0.1:9/')).rejects.toMatchObject({ name: 'ApiProblem', status: 0 })
  const giveUp = new AbortController()
  const asked = fetchJson(`${base}/never`, { signal: giveUp.signal })
  giveUp.abort()
  await expect(asked).rejects.toSatisfy((error) => !(error instanceof ApiProblem) && (error as Error).name === 'AbortError')
})

test('every write has a key of its own, so that sending it twice does it once', async () => {
  seen.length = 0
  await fetchJson(`${base}/write`, { method: 'POST', body: { a: 1 } })
  await fetchJson(`${base}/write`, { method: 'POST', body: { a: 1 } })
  await fetchJson(`${base}/read`)
  const [first, second, read] = seen.map(({ headers }) => headers['idempotency-key'])
  expect(first).toMatch(/^[0-9a-f-]{36}$/)
  expect(second).not.toBe(first)
  expect(read).toBeUndefined()
})
