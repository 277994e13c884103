import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { bodyOf } from './answer-errors.ts'
import { Problem } from './errors.ts'

const tooLarge = (): Problem => new Problem(431, 'headers_too_large', '地址或请求头过长', 'the address or the headers are too long')
const tooSlow = (): Problem => new Problem(408, 'too_slow', '请求未在时限内发完', 'the request did not arrive in time')
const unreadable = (): Problem => new Problem(400, 'bad_request', '请求不符合 HTTP 格式（地址中的汉字须以 %XX 编码）',
  'the request is not HTTP (characters beyond ASCII in an address are written as %XX)')

const words: Record<number, string> = { 400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large' }

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return tooLarge()
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? tooSlow() : unreadable()
}

/** What the parser of HTTP refuses is no request yet and meets no handler: it is answered here, as everything else, and the line is closed. */
export function answerUnread(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return
  const problem = problemOf(error.code)
  const body = JSON.stringify(bodyOf(problem, randomUUID()))
  socket.end([
    `HTTP/1.1 ${problem.status} ${words[problem.status] ?? ''}`, 'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`, 'Cache-Control: no-store', 'X-Content-Type-Options: nosniff', 'Connection: close', '', body,
  ].join('\r\n'))
}
