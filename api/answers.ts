/**
 * Answers that only change with the data: an ETag of data version, day, caller's rights and address; the bodies of
 * the last askings are kept, so the same question costs the database one answer per change. Large ones are sent and kept packed to
 * those who take it.
 */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requireCaller } from './authz.ts'
import { today } from './county-day.ts'
import { watchDataVersion } from './data-version.ts'
import type { Caller, Db } from './db/db.ts'
import { LeastRecent } from './least-recent.ts'
import { packed, takesGzip, worthPacking } from './packing.ts'

const keptLength = 64 * 1_048_576
const largestKept = 2 * 1_048_576

/** A text, or what it is packed. */
type Body = string | Buffer

const isLarge = (body: Body): boolean => typeof body === 'string' && Buffer.byteLength(body) >= worthPacking

/** Bodies by ETag, bounded by their characters or bytes together (a character has one or two); the least recently used go first. */
export class BodyCache {
  readonly #bodies = new LeastRecent<Body>({ largest: keptLength, sizeOf: ({ length }) => length })
  get(key: string): Body | undefined {
    return this.#bodies.get(key)
  }
  set(key: string, body: Body): void {
    if (body.length <= largestKept && this.#bodies.get(key) === undefined) this.#bodies.set(key, body)
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
  async function bodyFor(tags: { plain: string, packed: string }, packs: boolean, make: () => Promise<string>): Promise<Body> {
    const kept = (packs ? bodies.get(tags.packed) : undefined) ?? bodies.get(tags.plain)
    if (kept !== undefined && !(packs && isLarge(kept))) return kept
    const text = typeof kept === 'string' ? kept : await make()
    const body = packs && isLarge(text) ? await packed(text) : text
    bodies.set(typeof body === 'string' ? tags.plain : tags.packed, body)
    return body
  }
  return {
    async send(request, reply, media, address, make) {
      const caller = requireCaller(request)
      const identity = JSON.stringify([await version.current(), today(), rightsOf(caller), media, address])
      const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22)
      const tags = { plain: `"${hash}"`, packed: `"${hash}-gz"` }
      reply.header('cache-control', 'private, no-cache').header('vary', 'Accept-Encoding, Cookie, Authorization')
      const held = request.headers['if-none-match']
      if (held === tags.plain || held === tags.packed) return reply.header('etag', held).code(304).send()
      const body = await bodyFor(tags, takesGzip(request), () => make(caller))
      reply.header('content-type', media).header('etag', typeof body === 'string' ? tags.plain : tags.packed)
      if (typeof body !== 'string') return reply.header('content-encoding', 'gzip').send(body)
      // a Buffer keeps the media type as it is written here
      return reply.send(Buffer.from(body))
    },
    close: () => version.close(),
  }
}
