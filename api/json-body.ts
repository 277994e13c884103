import type { FastifyInstance } from 'fastify'
import { jsonDepth, maxJsonDepth } from './db/params.ts'
import { Problem } from './errors.ts'

/** Only JSON is read, at most 32 levels deep, without `__proto__`; every other content type is 415. */
export function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    // a DELETE with the header and without a body is common in clients
    if (text === '' && request.method === 'DELETE') {
      done(null, undefined)
      return
    }
    if (jsonDepth(text) > maxJsonDepth) {
      done(new Problem(400, 'too_deep', `JSON 嵌套超过 ${maxJsonDepth} 层`, `JSON is nested deeper than ${maxJsonDepth} levels`))
      return
    }
    void parse(request, text, done)
  })
}
