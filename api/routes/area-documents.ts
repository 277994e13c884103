import { Readable } from 'node:stream'
import * as Type from 'typebox'
import { attachment } from '../attachment.ts'
import { requireCaller } from '../authz.ts'
import { AreaDocumentAdded, AreaDocumentQuery, documentKeepers, largestDocument, type DocumentFormat } from '../contract/area-documents.ts'
import { readers } from '../contract/feed.ts'
import type { Caller, Db } from '../db/db.ts'
import { keepDocument } from '../documents/keep.ts'
import { notFound } from '../errors.ts'
import type { Routes } from '../frame.ts'
import { keepUpload } from '../importers/upload.ts'
import { Keyed } from '../keyed.ts'
import { sqlFile } from '../sql.ts'

const media: Record<DocumentFormat, string> = {
  pdf: 'application/pdf', jpg: 'image/jpeg', png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
interface Kept { county_code: string, id: string, file_name: string, format: DocumentFormat, byte_count: number, sha256: string }

/** The content piece by piece, each under the caller's rights: memory holds one of them. */
async function* contentOf(db: Db, caller: Caller, { county_code: county, id }: Kept): AsyncGenerator<Buffer> {
  for (let no = 0; ; no += 1) {
    const { rows: [part] } = await db.read<{ bytes: Uint8Array }>(caller,
      'select bytes from area_document_part where county_code = $1 and document_id = $2 and part_no = $3', [county, id, no])
    if (!part) return
    yield Buffer.from(part.bytes)
  }
}

export default (async (app, { db }) => {
  const one = await sqlFile('documents/one.sql')

  app.post('/api/area-documents', {
    config: {
      authz: { roles: documentKeepers, scope: 'area' }, multipart: true,
      rateLimit: { max: 60, timeWindow: '1 minute', keyGenerator: (request) => request.signedIn?.accountId ?? request.ip },
    },
    schema: {
      querystring: AreaDocumentQuery, headers: Keyed, response: { 200: AreaDocumentAdded },
      summary: '上传区域文件（pdf、docx、xlsx、jpg、png，最大 20 MB） / Bring a document of a key area',
    },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    const upload = await keepUpload(request, largestDocument)
    try {
      const { body, replayed } = await keepDocument(db, caller, request.query, upload, request.headers['idempotency-key'])
      if (replayed) void reply.header('idempotency-replayed', 'true')
      return await reply.header('cache-control', 'no-store').send(body as Type.Static<typeof AreaDocumentAdded>)
    } finally {
      await upload.remove()
    }
  })

  app.get('/api/area-documents/:id', {
    config: { authz: { roles: readers, scope: 'area', audit: true } },
    schema: { params: Type.Object({ id: Type.String({ pattern: '^\\d{1,15}$' }) }), summary: '下载区域文件 / Download a document' },
  }, async (request, reply) => {
    const caller = requireCaller(request)
    const { rows: [kept] } = await db.read<Kept>(caller, one, [request.params.id])
    if (!kept) throw notFound()
    return reply
      // to be saved and never shown: whatever it holds, it does not run here
      .header('content-disposition', attachment(`document-${kept.id}.${kept.format}`, kept.file_name))
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .header('content-length', kept.byte_count)
      .header('repr-digest', `sha-256=:${Buffer.from(kept.sha256, 'hex').toString('base64')}:`)
      .header('content-type', media[kept.format])
      .send(Readable.from(contentOf(db, caller, kept)))
  })
}) satisfies Routes
