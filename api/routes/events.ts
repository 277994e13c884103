import * as Type from 'typebox'
import { callerOf } from '../authz.ts'
import { businessRoles } from '../contract/roles.ts'
import type { Caller } from '../db/db.ts'
import { notSignedIn } from '../errors.ts'
import { createEventHub, type LiveEvent } from '../events.ts'
import type { Routes } from '../frame.ts'

const heartbeatMs = 15_000
/** What a reader that does not read may hold in memory before it is cut; it resumes with Last-Event-ID. */
const mostUnread = 1_048_576

const LastId = Type.Object({ 'last-event-id': Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })) })

const asText = (events: LiveEvent[]): string => events.map(({ id, ...event }) =>
  `id: ${id}\nevent: change\ndata: ${JSON.stringify(event)}\n\n`).join('')

/** `GET /api/events`: server-sent events of what changed in the caller's scope; kinds and counts, never a person. */
export default (async (app, { db, sessions }) => {
  const hub = await createEventHub(db, (error) => { app.log.warn({ err: error }, 'events could not be read') })
  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
    await hub.close()
  })

  app.get('/api/events', {
    // an answer without a body would never end
    exposeHeadRoute: false,
    config: { authz: { roles: businessRoles, scope: 'aggregate' } },
    schema: { headers: LastId, summary: '变更通知（SSE） / what changed, as server-sent events' },
  }, async (request, reply) => {
    const { signedIn } = request
    if (!signedIn) throw notSignedIn()
    const since = request.headers['last-event-id']
    const last = since === undefined ? await hub.newest() : Number(since)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      ...reply.getHeaders(), 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    } as Record<string, string>)
    // clients that lost the server together do not come back together
    raw.write(`retry: ${2_000 + Math.floor(Math.random() * 3_000)}\n\n`)
    const write = (text: string): void => {
      if (raw.writableLength > mostUnread) raw.destroy()
      else raw.write(text)
    }
    const end = (): void => { raw.end() }
    /** Rights are looked at before every batch: what was taken away is not shown any more. */
    const caller = async (): Promise<Caller | null> => {
      const now = await sessions.again(signedIn)
      return now && businessRoles.some((role) => role === now.role) ? callerOf(now, request) : null
    }
    const leave = hub.join({ caller, last, send: (events) => { write(asText(events)) }, end })
    const beat = setInterval(() => {
      write(': beat\n\n')
      void caller().then((now) => { if (!now) end() }, () => undefined)
    }, heartbeatMs)
    open.add(end)
    raw.on('close', () => {
      clearInterval(beat)
      leave()
      open.delete(end)
    })
  })
}) satisfies Routes
