import { asText, robotAccepted, type Notifier } from '../notices/notifier.ts'

/** A group robot of WeCom (企业微信): its address is its secret. */
export const notifier: Notifier = {
  request: (message, { url }) => ({
    url, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify({ msgtype: 'text', text: { content: asText(message) } }),
  }),
  accepted: robotAccepted,
}
