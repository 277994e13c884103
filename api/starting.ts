import { createServer } from 'node:http'
import type { Config } from './config.ts'

const sentences: Record<string, (config: Config) => string> = {
  EADDRINUSE: ({ port }) => `端口 ${port} 已被占用，可能已有一个服务在运行；可设置 PORT 换一个端口`
    + ` / port ${port} is in use, perhaps by a server of this program; set PORT to choose another`,
  EACCES: ({ port }) => `无权使用端口 ${port} / no right to use port ${port}`,
  EADDRNOTAVAIL: ({ host }) => `本机没有地址 ${host} / this machine has no address ${host}`,
}

/** What a person sees who opens a page too early; the browser asks again by itself. */
const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="2">
<title>区域治理一张图</title><h1>正在启动，请稍候</h1><p lang="en">Starting, a moment please.</p></html>`

/**
 * Holds the port while the database starts, so that a second server is refused before it touches the data. Says it is
 * alive on /healthz and 503 with Retry-After everywhere else, to people as a page. Resolves to the function that lets the port go.
 *
 * @throws Error with one sentence when the port cannot be had
 */
export async function holdPort(config: Config): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const alive = request.url === '/healthz'
    const asPage = !alive && request.headers.accept?.includes('text/html') === true
    response.writeHead(alive ? 200 : 503, {
      'content-type': asPage ? 'text/html; charset=utf-8' : alive ? 'application/json' : 'application/problem+json', 'connection': 'close',
      'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'", ...(alive ? {} : { 'retry-after': '2' }),
    })
    response.end(asPage ? page : JSON.stringify(alive ? { status: 'ok' } : {
      type: 'about:blank#starting', title: '暂时不可用 / Unavailable', status: 503, code: 'starting',
      detail: '正在启动，请稍候', detail_en: 'starting, a moment please', request_id: '-',
    }))
  })
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence = sentences[error.code ?? '']
      fail(sentence ? new Error(sentence(config)) : error)
    })
    server.listen(config.port, config.host, done)
  })
  return () => new Promise((done) => {
    server.close(() => { done() })
    server.closeAllConnections()
  })
}
