/**
 * Answers that only change with the data: an ETag of data version, day, caller's rights and address; the bodies of
 * the last askings are kept, so the same question costs the database one answer per change.
 */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requireCaller } from './authz.ts'
import { today } from './county-day.ts'
import { watchDataVersion } from './data-version.ts'
import type { Caller, Db } from './db/db.ts'

const keptLength = 64 * 1_048_576
const largestKept = 2 * 1_048_576

/** Bodies by ETag, bounded by their characters together (one or two bytes each); the least recently used go first. */
export class BodyCache {
  #bodies = new Map<string, string>()
  #length = 0
  get(key: string): string | undefined {
    const body = this.#bodies.get(key)
    if (body !== undefined) {
      this.#bodies.delete(key)
      this.#bodies.set(key, body)
    }
    return body
  }
  set(key: string, body: string): void {
    if (body.length > largestKept || this.#bodies.has(key)) return
    this.#bodies.set(key, body)
    this.#length += body.length
    for (const [oldest, text] of this.#bodies) {
      if (this.#length <= keptLength) break
      this.#bodies.delete(oldest)
      this.#length -= text.length
    }
  }
}

/** Rights that change what a caller sees; the account itself does not. */
export const rightsOf = (caller: Caller): string => `${caller.role}:${[...caller.scopeUnits].sort((a, b) => a - b).join(',')}`

export interface Answers {
  /**
   * Answers with what `make` returns, or 304, or the kept body.
   * @param address what identifies the question: route and canonical query
   */
  send(request: FastifyRequest, reply: FastifyReply, media: string, address: string, make: (caller: Caller) => Promise<string>): Promise<FastifyReply>
  close(): Promise<void>
}

export async function createAnswers(db: Db): Promise<Answers> {
  const version = await watchDataVersion(db)
  const bodies = new BodyCache()
  return {
    async send(request, reply, media, address, make) {
      const caller = requireCaller(request)
      const identity = JSON.stringify([await version.current(), today(), rightsOf(caller), media, address])
      const etag = `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`
      reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'Cookie, Authorization')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      let body = bodies.get(etag)
      if (body === undefined) {
        body = await make(caller)
        bodies.set(etag, body)
      }
      // a Buffer keeps the media type as it is written here
      return reply.header('content-type', media).send(Buffer.from(body))
    },
    close: () => version.close(),
  }
}
