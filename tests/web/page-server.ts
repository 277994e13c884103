/** A real server for what a page asks: a page's own addresses begin with a slash, and a test has no page. */
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from 'vitest'

export interface Asked { method: string, url: string, key: string, body: string }

export const json = (status: number, body: unknown, headers: Record<string, string> = {}) => (reply: ServerResponse): void => {
  reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** Serves for the tests of a file; `answer` is handed every question when its body has come. */
export function pageServer(answer: (reply: ServerResponse, asked: Asked) => void): void {
  const server = createServer((request, reply) => {
    void (async () => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      answer(reply, { method: request.method ?? '', url: request.url ?? '', key: String(request.headers['idempotency-key']), body })
    })()
  })
  const browserFetch = globalThis.fetch
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    globalThis.fetch = (input, init) => browserFetch(typeof input === 'string' && input.startsWith('/') ? base + input : input, init)
  })
  afterAll(() => {
    globalThis.fetch = browserFetch
    server.closeAllConnections()
    server.close()
  })
}
