import { createHmac } from 'node:crypto'
import { asText, robotAccepted, type Notifier } from '../notices/notifier.ts'

/** A group robot of DingTalk (钉钉). With its signing secret the address carries `timestamp` and `sign`: Base64 of HMAC-SHA-256 over both. */
export const notifier: Notifier = {
  request(message, { url, secret }, at) {
    const address = new URL(url)
    if (secret !== null) {
      address.searchParams.set('timestamp', String(at))
      address.searchParams.set('sign', createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64'))
    }
    return {
      url: address.href, headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ msgtype: 'text', text: { content: asText(message) } }),
    }
  },
  accepted: robotAccepted,
}
