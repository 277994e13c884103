import type { FastifyReply, FastifyRequest } from 'fastify'
import { tileMedia } from '../contract/tiles.ts'
import { takesGzip } from '../packing.ts'
import type { MadeTile } from './tile-cache.ts'

/** The tile as the asker takes it, or 304. */
export function sendTile(request: FastifyRequest, reply: FastifyReply, tile: MadeTile): FastifyReply {
  const packed = takesGzip(request) ? tile.gzipped : undefined
  const tag = packed === undefined ? tile.plainTag : tile.gzippedTag
  reply.header('etag', tag).header('cache-control', 'private, no-cache').header('vary', 'Accept-Encoding, Cookie, Authorization')
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  if (packed !== undefined) reply.header('content-encoding', 'gzip')
  return reply.header('content-type', tileMedia).send(packed ?? tile.plain)
}
