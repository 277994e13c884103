import type { Answer } from './site.ts'

/** Status, headers and body of a refusal, without what differs between any two requests or was said in the question. */
export const refusal = ({ statusCode, headers, body }: Answer): string => JSON.stringify({
  statusCode,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !['date', 'x-request-id', 'etag', 'content-length'].includes(name))),
  body: body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replaceAll(/\b9[89]0000\d+/g, 'CODE'),
})
