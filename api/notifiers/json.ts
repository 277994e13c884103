import { createHmac } from 'node:crypto'
import type { Notifier } from '../notices/notifier.ts'

/**
 * JSON for a program of the county's own. `x-signature` is HMAC-SHA-256 in hex over `<x-timestamp>.<body>`, so that neither
 * can be changed or sent again later.
 */
export const notifier: Notifier = {
  request(message, { url, secret }, at) {
    const body = JSON.stringify(message)
    const headers: Record<string, string> = {
      'content-type': 'application/json; charset=utf-8', 'x-notice-id': message.id, 'x-timestamp': String(at),
    }
    if (secret !== null) headers['x-signature'] = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
    return { url, body, headers }
  },
  accepted: (status) => status >= 200 && status < 300,
}
