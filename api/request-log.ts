import type { FastifyInstance } from 'fastify'

/** One line per answer: method, address pattern, status, milliseconds. Queries may name a person and are not written. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const quiet = reply.statusCode < 400 && (request.method === 'GET' || request.method === 'HEAD')
    request.log[quiet ? 'debug' : 'info']({
      requestId: request.id,
      method: request.method,
      address: request.is404 ? '(unknown)' : request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      role: request.signedIn?.role,
    }, 'answered')
  })
}
