import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { App } from './frame.ts'

/** Prometheus text of this process and of the times to answer, by address pattern: no query, no person, no count of petitions. */
export function measureRequests(app: App): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_seconds', help: 'Time to answer, by address pattern', registers: [registry],
    labelNames: ['method', 'address', 'status'], buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
  })
  app.addHook('onResponse', async (request, reply) => {
    const address = request.is404 ? '(unknown)' : request.routeOptions.url ?? '(unknown)'
    seconds.observe({ method: request.method, address, status: reply.statusCode }, reply.elapsedTime / 1_000)
  })
  app.get('/metrics', { config: { authz: { roles: 'public', scope: 'none' } } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()))
}
